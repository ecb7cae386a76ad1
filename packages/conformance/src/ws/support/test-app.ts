import type { AddressInfo } from 'node:net';
import {
  type DynamicModule,
  type INestApplication,
  Module,
  type NestApplicationOptions,
  type Provider,
  type Type,
  type WebSocketAdapter,
} from '@portico/common';
import { NestFactory } from '@portico/core';
import { expect, onTestFinished } from 'vitest';
import { RecordingLogger } from '../../support/recording-logger.js';
import type { Place, TestClient } from './client.js';
import { freePort } from './free-port.js';
import type { WebSocketPlatform } from './platform.js';

/** What an application of a test consists of beside its gateways. */
export interface TestAppOptions {
  readonly imports?: (Type | DynamicModule)[];
  readonly options?: NestApplicationOptions;
  /** Settings between `create` and `init`. */
  configure?(app: INestApplication, adapter: WebSocketAdapter): unknown;
  /** Made with this HTTP server in place of the application. */
  readonly httpServer?: object;
  /** Listens in another way than on a free port. */
  listen?(app: INestApplication): Promise<unknown>;
}

/** An application with gateways that listens. */
export interface TestApp {
  readonly app: INestApplication;
  readonly adapter: WebSocketAdapter;
  readonly logger: RecordingLogger;
  /** The port of the application. */
  readonly port: number;
  /** A client of the gateways, disconnected after the test. */
  connect(place?: Partial<Place>): Promise<TestClient>;
}

/**
 * The port to give to `@WebSocketGateway()`: 0 where gateways share the server of the application,
 * otherwise one that is free.
 */
export async function gatewayPort(platform: WebSocketPlatform): Promise<number> {
  return platform.capabilities.sharedServer === true ? 0 : freePort();
}

/** Starts an application for one test, stops it afterwards, and sees that nothing escaped from it. */
export async function startTestApp(
  platform: WebSocketPlatform,
  port: number,
  providers: Provider[],
  testApp: TestAppOptions = {},
): Promise<TestApp> {
  class TestModule {}
  Module({ imports: testApp.imports ?? [], providers })(TestModule);
  watchProcess();
  const logger = new RecordingLogger();
  const app = await NestFactory.create(TestModule, platform.createHttpAdapter(), {
    logger,
    abortOnError: false,
    ...testApp.options,
  });
  const adapter = platform.createAdapter(testApp.httpServer ?? app);
  app.useWebSocketAdapter(adapter);
  await testApp.configure?.(app, adapter);
  const clients: TestClient[] = [];
  onTestFinished(async () => {
    for (const client of clients) client.destroy();
    await app.close();
  });
  await (testApp.listen ? testApp.listen(app) : app.listen(0, '127.0.0.1'));
  const listening = (app.getHttpServer().address() as AddressInfo).port;
  return {
    app,
    adapter,
    logger,
    port: listening,
    async connect(place = {}) {
      const client = await platform.connect({ port: port || listening, ...place });
      clients.push(client);
      return client;
    },
  };
}

let watching = false;

/** Whatever goes wrong in a gateway, nothing may reach the process. */
export function watchProcess(): void {
  if (watching) return;
  watching = true;
  const escaped: string[] = [];
  const note = (error: unknown): void => {
    escaped.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };
  const events = ['uncaughtException', 'unhandledRejection', 'warning'];
  for (const event of events) process.on(event, note);
  onTestFinished(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    for (const event of events) process.off(event, note);
    watching = false;
    expect(escaped).toEqual([]);
  });
}
