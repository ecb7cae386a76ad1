/** The program of a separate process, for tests of exiting and of output. */
import { Controller, Inject, Injectable, type LoggerService, Module } from '@portico/common';
import { NestFactory } from './factory.js';

@Injectable()
class Needs {
  constructor(@Inject('nothing') readonly nothing: unknown) {}
}

@Module({ providers: [Needs] })
class Broken {}

class FailingHook {
  onModuleInit(): void {
    throw new Error('hook failed');
  }
}

@Controller()
class Ctl {
  onApplicationShutdown(signal: string): void {
    console.log('closed by', signal);
  }
}

const Fine = { controllers: [Ctl] };

const custom: LoggerService = {
  log: (...args: unknown[]) => console.log('custom', ...args),
  error: (...args: unknown[]) => console.log('custom', ...args),
  warn: (...args: unknown[]) => console.log('custom', ...args),
};

const modes: Record<string, () => Promise<unknown>> = {
  abort: () => NestFactory.createApplicationContext(Broken),
  abortQuietly: () => NestFactory.createApplicationContext(Broken, { logger: false }),
  abortBuffered: () => NestFactory.createApplicationContext(Broken, { bufferLogs: true }),
  abortHook: () => NestFactory.createApplicationContext({ providers: [FailingHook] }),
  reject: () =>
    NestFactory.createApplicationContext(Broken, { abortOnError: false }).catch((error) =>
      console.log('rejected', error.code),
    ),
  buffer: async () => {
    const context = await NestFactory.createApplicationContext(Fine, { bufferLogs: true });
    console.log('made');
    context.useLogger(custom);
    await context.close();
  },
  flush: async () => {
    const context = await NestFactory.createApplicationContext(Fine, { bufferLogs: true, logger: custom });
    console.log('made');
    context.flushLogs();
  },
  levels: () => NestFactory.createApplicationContext(Fine, { logger: ['error'] }),
  signal: async () => {
    const context = await NestFactory.createApplicationContext(Fine, { logger: false });
    context.enableShutdownHooks(['SIGTERM']);
    setInterval(() => undefined, 1_000);
    process.kill(process.pid, 'SIGTERM');
    process.kill(process.pid, 'SIGTERM');
  },
  signalExit: async () => {
    const context = await NestFactory.createApplicationContext(Fine, { logger: false });
    context.enableShutdownHooks(['SIGTERM'], { useProcessExit: true });
    setInterval(() => undefined, 1_000);
    process.kill(process.pid, 'SIGTERM');
  },
};

await modes[process.argv[2] as string]?.();
