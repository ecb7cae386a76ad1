import type { INestApplicationContext, WsMessageHandler } from '@portico/common';
import type { Observable } from 'rxjs';
import { sendByShape } from '../gateways/client-link.js';
import { DroppedMessageLog } from '../gateways/dropped-message-log.js';
import { type ServerLease, type ServerLeaseOptions, ServerLeases } from '../servers/server-lease.js';
import type { DroppedMessage, DroppedMessageListener } from './dropped-message.js';
import type { GatewayAdapter } from './gateway-adapter.js';
import type { BaseWsInstance } from './server-host.js';

/**
 * The base of the adapters between gateways and a WebSocket library.
 *
 * @example
 * export class MyAdapter extends AbstractWsAdapter {
 *   create(port: number, options?: object) { ... }
 *   bindMessageHandlers(client, handlers, process) { ... }
 * }
 * app.useWebSocketAdapter(new MyAdapter(app));
 * @see docs/websocket-adapters.md
 */
export abstract class AbstractWsAdapter<
  TServer extends BaseWsInstance = any,
  TClient extends BaseWsInstance = any,
  TOptions = any,
> implements GatewayAdapter<TServer, TClient, TOptions>
{
  /** Whether `app.close()` cuts connections at once; otherwise clients get a moment to leave in order. */
  forceCloseConnections = false;

  /** Is told of each message that no handler saw. What it throws is logged. */
  onDroppedMessage?: DroppedMessageListener<TClient>;

  private readonly droppedLog = new DroppedMessageLog();
  private readonly leases = new ServerLeases();

  /** @param appOrHttpServer the application, or the HTTP server that gateways without a port share */
  constructor(private readonly appOrHttpServer?: INestApplicationContext | object) {}

  /** The HTTP server that gateways without a port share; `undefined` when there is none. */
  protected get httpServer(): any {
    const given = this.appOrHttpServer as { getHttpServer?: () => unknown } | undefined;
    return typeof given?.getHttpServer === 'function' ? given.getHttpServer() : given;
  }

  /**
   * The HTTP server for a port, for adapters that stand on one: several WebSocket servers may share it.
   *
   * @param port 0 for the HTTP server of the application
   * @throws FrameworkError `PORTICO_WS_NO_SERVER` when there is none to share
   */
  protected leaseServer(port: number, options?: ServerLeaseOptions): ServerLease {
    return this.leases.take(port, this.httpServer, options);
  }

  /** Makes the server for a port; port 0 shares the HTTP server. */
  abstract create(port: number, options?: TOptions): TServer;

  /** Routes the messages of a client to the handlers. */
  abstract bindMessageHandlers(
    client: TClient,
    handlers: WsMessageHandler[],
    transform: (data: any) => Observable<any>,
  ): any;

  /** Calls back for each client that connects. */
  bindClientConnect(server: TServer, callback: Function): any {
    server.on('connection', callback as (...args: unknown[]) => unknown);
  }

  /** Calls back when a client leaves. */
  bindClientDisconnect(client: TClient, callback: Function): any {
    client.on('disconnect', callback as (...args: unknown[]) => unknown);
  }

  /** Ends a server. */
  async close(server: TServer): Promise<void> {
    if (typeof server?.close === 'function') await server.close();
  }

  /** Called once after all servers are closed. */
  async dispose(): Promise<void> {}

  /** Sends an event to one client; exception filters answer through it. */
  sendEvent(client: TClient, event: string, payload: unknown): void {
    sendByShape(client, event, payload);
  }

  /** Logs a message that no handler saw, and tells `onDroppedMessage`. */
  reportDropped(client: TClient, dropped: DroppedMessage): void {
    this.droppedLog.add(dropped);
    try {
      this.onDroppedMessage?.(client, dropped);
    } catch (error) {
      this.droppedLog.listenerFailed(error);
    }
  }
}
