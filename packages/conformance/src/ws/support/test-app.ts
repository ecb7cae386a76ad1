import type { INestApplication, Provider, WebSocketAdapter } from '@portico/common';
import { expect, onTestFinished } from 'vitest';
import type { Place, TestClient } from './client.js';
import { connectInTime } from './connect-in-time.js';
import { freePort } from './free-port.js';
import type { WebSocketPlatform } from './platform.js';
import { type GatewaySetup, type RunningGateways, startGateways } from './start-gateways.js';

/** Options of an application for a test. */
export interface TestAppOptions extends Pick<GatewaySetup, 'imports' | 'options' | 'configure' | 'listen'> {
  /** The HTTP server with which the adapter is created instead of the application. */
  readonly httpServer?: object;
}

/** A listening application with gateways. */
export interface TestApp extends RunningGateways {
  /** Connects a client, which is disconnected after the test. */
  connect(place?: Partial<Place>): Promise<TestClient>;
}

/**
 * Returns the port for `@WebSocketGateway()`: 0 if gateways can share the server of the application,
 * otherwise a free port.
 */
export async function gatewayPort(platform: WebSocketPlatform): Promise<number> {
  return platform.capabilities.sharedServer === true ? 0 : freePort();
}

/** Starts an application for one test, stops it afterwards, and checks that no error reached the process. */
export async function startTestApp(
  platform: WebSocketPlatform,
  port: number,
  providers: Provider[],
  { httpServer, ...options }: TestAppOptions = {},
): Promise<TestApp> {
  watchProcess();
  const running = await startGateways<WebSocketAdapter>({
    ...options,
    providers,
    httpAdapter: platform.createHttpAdapter(),
    createAdapter: (app: INestApplication) => platform.createAdapter(httpServer ?? app),
  });
  return {
    ...running,
    async connect(place = {}) {
      const client = await connectInTime(platform, { port: port || running.port, ...place });
      onTestFinished(() => client.destroy());
      return client;
    },
  };
}

let watching = false;

/** Checks that no uncaught error of a gateway reaches the process. */
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
