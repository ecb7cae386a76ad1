import type { INestApplication, LogLevel, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

export interface ServeOptions {
  /** Keeps what is logged until the application has its own logger. */
  readonly bufferLogs?: boolean;
  /** Before the application listens. */
  configure?(app: INestApplication): void | Promise<void>;
}

/** Serves on the platform that the command line names, says where, and closes on SIGTERM. */
export async function serve(module: Type<unknown>, { bufferLogs, configure }: ServeOptions = {}): Promise<void> {
  const logger: LogLevel[] = ['error', 'warn'];
  const options = bufferLogs ? { bufferLogs } : { logger };
  const app =
    process.argv[2] === 'fastify'
      ? await NestFactory.create<INestApplication>(module, new FastifyAdapter(), options)
      : await NestFactory.create<INestApplication>(module, options);
  await configure?.(app);
  app.enableShutdownHooks();
  await app.listen(0, '127.0.0.1');
  announce(await app.getUrl());
}

/** What the tests wait for. */
export function announce(url: string): void {
  process.stdout.write(`\nlistening on ${url}\n`);
}
