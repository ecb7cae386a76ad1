import type { EventEmitter } from 'node:events';
import { webSocketError } from '../errors.js';
import { GatewayPort } from './gateway-port.js';

/**
 * An HTTP server that a WebSocket server uses until it is released.
 *
 * @example
 * const lease = this.leaseServer(port, options);
 * const unmount = UpgradeRouter.of(lease.httpServer).add({ path, handle });
 * this.mount(server, { lease, unmount }); // listens, and is released with the server
 * @see docs/websocket-adapters.md#extend-abstractwsadapter
 */
export interface ServerLease {
  readonly httpServer: EventEmitter;
  /** Resolves when it listens; immediately for a server that others start. */
  readonly listening: Promise<void>;
  /** Whether the port was opened for gateways. */
  readonly isOwn: boolean;
  /** Releases the server; a port that was opened for gateways is closed with its last lease. */
  release(): Promise<void>;
}

export interface ServerLeaseOptions {
  /** The HTTP server to use, whatever the port. */
  server?: EventEmitter | undefined;
  /** The address to listen on. Default: all. */
  host?: string | undefined;
  /** Milliseconds that a client has for its handshake. Default: 10,000. */
  handshakeTimeout?: number | undefined;
}

/** The HTTP servers under the gateways of one adapter: that of the application, and one for each dedicated port. */
export class ServerLeases {
  private readonly ports = new Map<number, GatewayPort>();
  private held: GatewayPort[] | undefined;

  /**
   * @param port 0 for the HTTP server of the application, or a free port when there is none
   * @param shared that server, if there is one
   * @throws FrameworkError `PORTICO_WS_NO_SERVER` when a gateway of an application would get a free port
   */
  take(port: number, shared: EventEmitter | undefined, options: ServerLeaseOptions = {}): ServerLease {
    const borrowed = options.server ?? (port === 0 ? shared : undefined);
    if (borrowed) {
      return { httpServer: borrowed, listening: Promise.resolve(), isOwn: false, release: async () => undefined };
    }
    // An adapter without an application opens a free port; no client would know the port of a gateway there.
    if (port === 0 && this.held) throw noServerError();
    let own = this.ports.get(port);
    if (!own) {
      own = new GatewayPort(port, options.host, options.handshakeTimeout);
      this.ports.set(port, own);
      if (this.held) this.held.push(own);
      else own.listen();
    }
    own.use();
    const { server: httpServer, listening } = own;
    return { httpServer, listening, isOwn: true, release: () => this.release(port) };
  }

  /** Keeps new ports from listening. */
  hold(): () => void {
    const held: GatewayPort[] = [];
    this.held = held;
    return () => {
      if (this.held === held) this.held = undefined;
      for (const port of held.splice(0)) port.listen();
    };
  }

  private async release(number: number): Promise<void> {
    const port = this.ports.get(number);
    if (!port?.release()) return;
    this.ports.delete(number);
    await port.close();
  }
}

function noServerError(): Error {
  return webSocketError(
    'PORTICO_WS_NO_SERVER',
    'A gateway without a port shares the HTTP server of the application, but its adapter has no HTTP server.',
    'Pass the application to the adapter, new WsAdapter(app), or give the gateway a dedicated port: @WebSocketGateway(8080).',
  );
}
