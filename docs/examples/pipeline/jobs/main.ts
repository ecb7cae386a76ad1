import 'reflect-metadata';
import { type CanActivate, type ExecutionContext, Logger, Module, UseGuards } from '@portico/common';
import { NestFactory } from '@portico/core';
import { JobConsumer, OnJob } from './consumer.js';
import { type Job, queue } from './queue.js';

// #region worker
class HasAddress implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return typeof context.getArgByIndex<Job>(0).data === 'string';
  }
}

@JobConsumer()
class Mailer {
  @OnJob('mail')
  @UseGuards(HasAddress)
  async send({ data }: Job) {
    new Logger('Mailer').log(`sent to ${data}`);
  }
}

@Module({ providers: [Mailer] })
class WorkerModule {}

const worker = await NestFactory.createApplicationContext(WorkerModule);
// #endregion
queue.add('mail', 'ada@example.org');
queue.add('mail', undefined);
await worker.close();
new Logger('Worker').log('closed');
