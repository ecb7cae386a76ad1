import { type INestApplicationContext, Injectable, Module, SetMetadata } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { NestFactory } from '../application/factory.js';
import { closeAll, create } from '../http/application.fixture.js';
import { TRANSPORT_METADATA, type Transport, type TransportDefinition, type TransportHost } from './index.js';

/** A transport that records its calls. */
function noting(inApplicationContext?: boolean) {
  const events: string[] = [];
  let host: TransportHost | undefined;
  const definition: TransportDefinition = {
    name: 'noting',
    ...(inApplicationContext !== undefined && { inApplicationContext }),
    create(given): Transport {
      host = given;
      return {
        bind: (providers) => void events.push(`bind ${providers.map(({ name }) => name)}`),
        beforeClose: () => void events.push('beforeClose'),
        close: () => void events.push('close'),
      };
    },
  };

  @SetMetadata(TRANSPORT_METADATA, definition)
  class Consumer {}

  @Injectable()
  class Hooks {
    onModuleInit = () => events.push('onModuleInit');
    onModuleDestroy = () => events.push('onModuleDestroy');
    onApplicationShutdown = () => events.push('onApplicationShutdown');
  }

  @Module({ providers: [Consumer, Hooks] })
  class WorkerModule {}

  return { events, WorkerModule, host: () => host };
}

const contextOf = (module: new () => unknown): Promise<INestApplicationContext> =>
  NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });

describe('a transport in an application context', () => {
  it('starts and closes with it, without a server', async () => {
    const { events, WorkerModule, host } = noting(true);
    const context = await contextOf(WorkerModule);
    expect(events).toEqual(['bind Consumer', 'onModuleInit']);
    expect(host()?.httpServers()).toEqual([]);
    expect(host()?.application).toBe(context);
    await context.close();
    expect(events.slice(2)).toEqual(['beforeClose', 'onModuleDestroy', 'close', 'onApplicationShutdown']);
  });

  it.each([undefined, false])('does not start unless the option says so: %s', async (inApplicationContext) => {
    const { events, WorkerModule } = noting(inApplicationContext);
    const context = await contextOf(WorkerModule);
    await context.close();
    expect(events).toEqual(['onModuleInit', 'onModuleDestroy', 'onApplicationShutdown']);
  });

  it('starts once in an application with a server', async () => {
    const { events, WorkerModule } = noting(true);
    await (await create(WorkerModule)).init();
    await closeAll();
    expect(events.filter((event) => /bind|lose$/.test(event))).toEqual(['bind Consumer', 'beforeClose', 'close']);
  });
});
