import { tracingChannel } from 'node:diagnostics_channel';
import { Injectable, Module, type OnApplicationShutdown, type OnModuleInit } from '@portico/common';
import { expect, it, onTestFinished } from 'vitest';
import { NestFactory } from '../application/factory.js';
import type { LifecycleTrace } from '../diagnostics/channels.js';

function record(): { name: 'start' | 'asyncEnd' | 'error'; trace: LifecycleTrace }[] {
  const channel = tracingChannel<unknown, LifecycleTrace>('portico:lifecycle');
  const events: ReturnType<typeof record> = [];
  const ignore = (): void => undefined;
  const subscribers = {
    start: (trace: LifecycleTrace) => void events.push({ name: 'start', trace }),
    asyncEnd: (trace: LifecycleTrace) => void events.push({ name: 'asyncEnd', trace }),
    error: (trace: LifecycleTrace) => void events.push({ name: 'error', trace }),
    end: ignore,
    asyncStart: ignore,
  };
  channel.subscribe(subscribers);
  onTestFinished(() => channel.unsubscribe(subscribers));
  return events;
}

const options = { logger: false, abortOnError: false } as const;

it('publishes each step of an application that has hooks for it', async () => {
  @Injectable()
  class Hooked implements OnModuleInit, OnApplicationShutdown {
    async onModuleInit() {
      await Promise.resolve();
    }
    onApplicationShutdown() {}
  }
  @Module({ providers: [Hooked] })
  class AppModule {}
  const events = record();
  const context = await NestFactory.createApplicationContext(AppModule, options);
  await context.close();
  expect(events.map(({ name, trace }) => `${name} ${trace.step}`)).toEqual([
    'start start',
    'start onModuleInit',
    'asyncEnd onModuleInit',
    'asyncEnd start',
    'start close',
    'start onApplicationShutdown',
    'asyncEnd onApplicationShutdown',
    'asyncEnd close',
  ]);
  expect(new Set(events.map(({ trace }) => trace.application))).toEqual(new Set([context]));
});

it('publishes the error of a hook, and rejects with it', async () => {
  @Injectable()
  class Broken implements OnModuleInit {
    onModuleInit() {
      throw new Error('no database');
    }
  }
  @Module({ providers: [Broken] })
  class AppModule {}
  const events = record();
  await expect(NestFactory.createApplicationContext(AppModule, options)).rejects.toThrow('no database');
  expect(events.filter(({ name }) => name === 'error')).toMatchObject([
    { trace: { step: 'onModuleInit', error: { message: 'no database' } } },
    { trace: { step: 'start', error: { message: 'no database' } } },
  ]);
});
