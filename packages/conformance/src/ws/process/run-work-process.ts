import { type INestApplication, Module, type WebSocketAdapter } from '@portico/common';
import { type AbstractHttpAdapter, NestFactory } from '@portico/core';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { portOf } from '../../support/port-of.js';

/** How long handlers continue after the signal, in milliseconds. */
const REST_MS = 300;

/** A message of the process of {@link runWorkProcess} to its parent. */
export interface WorkReport {
  /** Sent once: the port on which it listens. */
  readonly port?: number;
  /** How many handlers are running. */
  readonly underWay?: number;
  /** Sent last: how many clients were still connected when `onApplicationShutdown` was called. */
  readonly leftAtShutdown?: number;
}

/** The platform that {@link runWorkProcess} starts. */
export interface WorkProcess {
  readonly httpAdapter: AbstractHttpAdapter;
  createAdapter(app: INestApplication): WebSocketAdapter;
  /** The result of the handler of `work`. Default: the event `done` with the data of the message. */
  reply?(id: number): unknown;
}

/**
 * The program of the process that {@link describeProcessShutdown} starts. It serves the event `work`, whose handlers run
 * until the process has received SIGTERM.
 *
 * @example
 * // shutdown-process.fixture.ts
 * await runWorkProcess({ httpAdapter: new ExpressAdapter(), createAdapter: (app) => new MyAdapter(app) });
 */
export async function runWorkProcess(platform: WorkProcess): Promise<void> {
  const { httpAdapter, createAdapter, reply = (id) => ({ event: 'done', data: id }) } = platform;
  const released = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => setTimeout(resolve, REST_MS));
  });
  const report = (message: WorkReport): void => void process.send?.(message);
  let underWay = 0;

  class Work {
    async work(id: number) {
      underWay += 1;
      report({ underWay });
      await released;
      return reply(id);
    }
    async handleDisconnect() {
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
    }
    onApplicationShutdown() {
      report({ leftAtShutdown: underWay });
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(Work.prototype, 'work')!;
  SubscribeMessage('work')(Work.prototype, 'work', descriptor);
  MessageBody()(Work.prototype, 'work', 0);
  WebSocketGateway()(Work);
  class WorkModule {}
  Module({ providers: [Work] })(WorkModule);

  const app = await NestFactory.create(WorkModule, httpAdapter, { logger: ['error', 'warn'] });
  app.useWebSocketAdapter(createAdapter(app));
  app.enableShutdownHooks();
  await app.listen(0, '127.0.0.1');
  report({ port: portOf(app.getHttpServer()) });
}
