import {
  type DynamicModule,
  type INestApplication,
  Module,
  type NestApplicationOptions,
  type Provider,
  type Type,
} from '@portico/common';
import type { AbstractHttpAdapter } from '@portico/core';
import { NestFactory } from '@portico/core';
import { onTestFinished } from 'vitest';
import { inTime } from '../../support/in-time.js';
import { limitClose } from '../../support/limit-close.js';
import { portOf } from '../../support/port-of.js';
import { RawSocket } from '../../support/raw-socket.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { HttpClient } from './client.js';
import type { HttpPlatform, PathOptions } from './platform.js';

/** The parts of a test application. */
export interface Parts {
  readonly controllers?: Type[];
  readonly providers?: Provider[];
  readonly imports?: (Type | DynamicModule)[];
  /** The root module, instead of the parts above. */
  readonly module?: Type;
  readonly options?: NestApplicationOptions;
  readonly paths?: PathOptions;
  /** Configures the application between `create` and `init`. */
  configure?(app: INestApplication, adapter: AbstractHttpAdapter): unknown;
}

/** A listening application, with an HTTP client. */
export interface Running extends HttpClient {
  readonly app: INestApplication;
  readonly adapter: AbstractHttpAdapter;
  readonly logger: RecordingLogger;
  readonly port: number;
  rawSocket(): Promise<RawSocket>;
  /**
   * Sends a request with a target that HTTP clients would normalize, and returns everything that is received until the
   * connection is closed.
   *
   * @param request method and target: `OPTIONS *`
   */
  raw(request: string): Promise<string>;
  stop(): Promise<void>;
}

/** Creates the application, without starting it. */
export async function createApplication(
  platform: HttpPlatform,
  parts: Parts,
): Promise<{ app: INestApplication; adapter: AbstractHttpAdapter; logger: RecordingLogger }> {
  const logger = new RecordingLogger();
  const adapter = platform.createAdapter(parts.paths);
  const app = await NestFactory.create(rootModule(parts), adapter, { logger, abortOnError: false, ...parts.options });
  limitClose(app, { HTTP: adapter });
  await parts.configure?.(app, adapter);
  return { app, adapter, logger };
}

const NOT_LISTENING =
  'app.listen() did not settle within 4 s. It waits for init() and listen() of the adapter, and for the server to listen.';

/** Starts an application on a free port of 127.0.0.1. */
export async function launch(platform: HttpPlatform, parts: Parts): Promise<Running> {
  const { app, adapter, logger } = await createApplication(platform, parts);
  await inTime(app.listen(0, '127.0.0.1'), () => NOT_LISTENING, 4_000);
  const port = portOf(app.getHttpServer());
  const client = new HttpClient({ host: '127.0.0.1', port }, () => logger.errors);
  const stop = async (): Promise<void> => {
    client.close();
    await app.close();
  };
  const rawSocket = () => RawSocket.open(port);
  const raw = async (request: string): Promise<string> => {
    const socket = await rawSocket();
    socket.write(Buffer.from(`${request} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`, 'utf8'));
    await socket.untilClosed();
    return socket.text;
  };
  return Object.assign(client, { app, adapter, logger, port, stop, rawSocket, raw });
}

/** Starts an application for one test and stops it afterwards. */
export async function launchForTest(platform: HttpPlatform, parts: Parts): Promise<Running> {
  const running = await launch(platform, parts);
  onTestFinished(() => running.stop());
  return running;
}

function rootModule(parts: Parts): Type {
  if (parts.module) return parts.module;

  class TestModule {}
  Module({ imports: parts.imports, controllers: parts.controllers, providers: parts.providers })(TestModule);
  return TestModule;
}
