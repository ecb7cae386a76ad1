import { Logger, SetMetadata } from '@portico/common';
import { MetadataScanner, Reflector } from '@portico/core';
import {
  type ProviderRecord,
  TRANSPORT_METADATA,
  type Transport,
  type TransportDefinition,
  type TransportHost,
  type TransportProfile,
} from '@portico/core/transports';
import { type Job, queue } from './queue.js';

/** The job that a method handles. */
export const OnJob = Reflector.createDecorator<string>();

const logger = new Logger('Jobs');

const jobProfile: TransportProfile = {
  type: 'job',
  arity: 1,
  result: 'last',
  readParameter: () => (job) => job,
  argumentType: () => 'custom',
  requestOf: (job) => job as Job,
  denied: () => new Error('The job was refused'),
  fallbackFilter: {
    catch: (error: Error, host) => logger.error(`${host.getArgByIndex<Job>(0).name}: ${error.message}`),
  },
  lastResort: (error) => logger.error(error),
};

class JobTransport implements Transport {
  constructor(private readonly host: TransportHost) {}

  bind(providers: readonly ProviderRecord<object>[]): void {
    for (const provider of providers) {
      const { prototype } = provider.metatype as Function;
      for (const name of new MetadataScanner().getAllMethodNames(prototype)) {
        const jobName = new Reflector().get(OnJob, prototype[name]);
        if (!jobName) continue;
        const handler = this.host.compile(jobProfile, provider, name, { global: true });
        queue.on('job', (job: Job) => job.name === jobName && queue.run(() => handler.invoke(job)));
      }
    }
  }

  async close(): Promise<undefined> {
    await queue.close();
  }
}

const jobs: TransportDefinition = {
  name: 'jobs',
  inApplicationContext: true, // it needs no HTTP server
  create: (host) => new JobTransport(host),
};

/** Passes the jobs of the queue to the methods of a class. */
export const JobConsumer = () => SetMetadata(TRANSPORT_METADATA, jobs);
