import {
  type DynamicModule,
  type INestApplication,
  Module,
  type NestApplicationOptions,
  type Provider,
  type Type,
  type WebSocketAdapter,
} from '@portico/common';
import { type AbstractHttpAdapter, NestFactory } from '@portico/core';
import { onTestFinished } from 'vitest';
import { limitClose } from '../../support/limit-close.js';
import { portOf } from '../../support/port-of.js';
import { RecordingLogger } from '../../support/recording-logger.js';

/** The parts of an application with gateways for one test. */
export interface GatewaySetup<A extends WebSocketAdapter = WebSocketAdapter> {
  /** The gateways and their dependencies. */
  readonly providers: Provider[];
  readonly imports?: (Type | DynamicModule)[];
  readonly httpAdapter: AbstractHttpAdapter;
  createAdapter(app: INestApplication): A;
  readonly options?: NestApplicationOptions;
  /** Optional: configures the application before it starts. */
  configure?(app: INestApplication, adapter: A): unknown;
  /** Optional: starts listening. Default: on a free port of 127.0.0.1. */
  listen?(app: INestApplication): Promise<unknown>;
}

/** A listening application with gateways. */
export interface RunningGateways<A extends WebSocketAdapter = WebSocketAdapter> {
  readonly app: INestApplication;
  readonly adapter: A;
  /** The port of the application. */
  readonly port: number;
  /** The log, unless the options set another logger. */
  readonly logger: Readonly<Record<'errors' | 'warnings' | 'logs', readonly string[]>>;
}

/**
 * Starts an application with gateways for the running test of Vitest, and closes it when the test has finished. Use it to test
 * features that only your library has.
 *
 * @throws the error of `app.listen()`
 * @example
 * const { port } = await startGateways({
 *   providers: [EchoGateway],
 *   httpAdapter: new ExpressAdapter(),
 *   createAdapter: (app) => new MyAdapter(app),
 * });
 * const client = await connectWs({ port });
 */
export async function startGateways<A extends WebSocketAdapter>(setup: GatewaySetup<A>): Promise<RunningGateways<A>> {
  class GatewaysModule {}
  Module({ imports: setup.imports ?? [], providers: setup.providers })(GatewaysModule);
  const logger = new RecordingLogger();
  const app = await NestFactory.create(GatewaysModule, setup.httpAdapter, {
    logger,
    abortOnError: false,
    ...setup.options,
  });
  onTestFinished(() => app.close());
  const adapter = setup.createAdapter(app);
  limitClose(app, { HTTP: setup.httpAdapter, WebSocket: adapter });
  app.useWebSocketAdapter(adapter);
  await setup.configure?.(app, adapter);
  await (setup.listen ? setup.listen(app) : app.listen(0, '127.0.0.1'));
  const port = portOf(app.getHttpServer());
  return { app, adapter, port, logger };
}
