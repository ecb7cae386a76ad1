import type { Provider } from '@portico/common';
import { WebSocketGateway } from '@portico/websockets';
import { onTestFinished } from 'vitest';
import type { TestClient } from './client.js';
import { connectInTime } from './connect-in-time.js';
import { freePort } from './free-port.js';
import type { WebSocketPlatform } from './platform.js';
import { startTestApp, type TestApp, type TestAppOptions } from './test-app.js';

const OTHER = 'other';

/** An application with a gateway on the default adapter, and one on a named adapter. */
interface TwoAdapters extends TestApp {
  /** Connects a client to the gateway on the default adapter. */
  connectMain(): Promise<TestClient>;
  /** Connects a client to the gateway on the named adapter. */
  connectOther(): Promise<TestClient>;
  /** The port of the named adapter. */
  readonly otherPort: number;
}

interface TwoAdapterOptions extends TestAppOptions {
  /** The ports of the gateways. Default: two free ports. */
  readonly ports?: readonly [number, number];
  /** Their paths; `undefined` is the default of the adapter. Default: two paths on one port. */
  readonly paths?: readonly [string | undefined, string | undefined];
  /** The name of the second adapter. Its gateway always uses the name `other`. Default: `other`. */
  readonly name?: string;
  /** Additional providers. Default: none. */
  readonly providers?: readonly Provider[];
}

type GatewayClass = new (...args: any[]) => object;

/** Starts an application with two adapters for one test, and makes the two classes gateways. */
export async function startTwoAdapters(
  platform: WebSocketPlatform,
  Main: GatewayClass,
  Other: GatewayClass,
  { ports, paths, name = OTHER, providers = [], configure, ...options }: TwoAdapterOptions = {},
): Promise<TwoAdapters> {
  const other = platform.beside ?? platform;
  const [mainPort, otherPort] = ports ?? [await freePort(), await freePort()];
  const [mainPath, otherPath] = paths ?? (mainPort === otherPort ? ['/main', '/other'] : []);
  WebSocketGateway(mainPort, { ...(mainPath !== undefined && { path: mainPath }) })(Main);
  WebSocketGateway(otherPort, { adapter: OTHER, ...(otherPath !== undefined && { path: otherPath }) })(Other);
  const running = await startTestApp(platform, mainPort, [Main, Other, ...providers], {
    ...options,
    async configure(app, adapter) {
      app.useWebSocketAdapter(other.createAdapter(app), { name });
      await configure?.(app, adapter);
    },
  });
  return {
    ...running,
    otherPort: otherPort || running.port,
    connectMain: () => running.connect({ ...(mainPath !== undefined && { path: mainPath }) }),
    async connectOther() {
      const place = { port: otherPort || running.port, ...(otherPath !== undefined && { path: otherPath }) };
      const client = await connectInTime(other, place);
      onTestFinished(() => client.destroy());
      return client;
    },
  };
}
