import type { EventEmitter } from 'node:events';
import type { WsMessageHandler } from '@portico/common';
import { AbstractWsAdapter, type MessageRouter, messageRouterOf, type ServerLease } from '@portico/websockets';
import type { Observable } from 'rxjs';
import type { Namespace, Server, Socket } from 'socket.io';
import { type Attachment, attach } from './attach.js';
import { corkBursts } from './cork-bursts.js';
import { endSockets } from './end-sockets.js';
import { ackOf, dataOf, EventListeners } from './event-listeners.js';
import { guardEngine, guardRequests } from './guard-requests.js';
import { GuardedServer } from './guarded-server.js';
import { limitBuffers } from './limit-buffers.js';
import { CLOSE_TIMEOUT_MS, DEFAULT_MAX_BUFFERED_BYTES, type IoGatewayOptions } from './options.js';

interface Mount {
  readonly lease: ServerLease;
  readonly attachment: Attachment;
}

/**
 * Gateways over socket.io.
 *
 * @example
 * // Many processes behind one address: an adapter of socket.io, set where servers are made.
 * export class RedisIoAdapter extends IoAdapter {
 *   createIOServer(port: number, options?: ServerOptions): any {
 *     const server = super.createIOServer(port, options);
 *     server.adapter(this.adapterConstructor);
 *     return server;
 *   }
 * }
 * @see docs/websocket-adapters.md
 */
export class IoAdapter extends AbstractWsAdapter {
  private readonly mounts = new Map<Server, Mount>();
  private readonly closings = new WeakMap<Server, Promise<void>>();
  private readonly listeners = new WeakMap<MessageRouter, EventListeners>();

  /**
   * Makes the server for a port, or the namespace that is asked for.
   *
   * @param port 0 for the HTTP server of the application
   * @param options those of socket.io; `namespace`; `server`, for a namespace of a server that exists
   */
  create(port: number, options?: IoGatewayOptions): Server | Namespace {
    const { namespace, server: given, ...rest } = options ?? {};
    if (isIoServer(given)) return namespace ? given.of(namespace) : given;
    const server = this.createIOServer(port, given ? { ...rest, server: given } : rest) as Server;
    return namespace ? server.of(namespace) : server;
  }

  /**
   * Makes a socket.io server. Override it to set the adapter of socket.io, or whatever a server needs.
   *
   * @param port 0 for the HTTP server of the application
   * @throws FrameworkError `PORTICO_WS_NO_SERVER` when there is none
   */
  createIOServer(port: number, options?: any): any {
    const {
      server: given,
      path,
      maxBufferedBytes = DEFAULT_MAX_BUFFERED_BYTES,
      ...rest
    } = (options ?? {}) as IoGatewayOptions;
    const settings = guardRequests(path === undefined ? rest : { ...rest, path: `/${path.replace(/^\/+/, '')}` });
    const lease = this.leaseServer(port, { server: given as EventEmitter | undefined });
    const io = new GuardedServer(settings);
    this.mounts.set(io, { lease, attachment: attach(io, lease.httpServer, settings) });
    guardEngine(io);
    corkBursts(io);
    limitBuffers(io, maxBufferedBytes);
    return io;
  }

  /** Settles when the server listens on a port of its own; at once otherwise. */
  async whenListening(server: Server): Promise<void> {
    await this.mounts.get(server)?.lease.listening;
  }

  /** Whether messages may take the fast way: not when a subclass wants to see them. */
  override get routesMessages(): boolean {
    return this.bindMessageHandlers === IoAdapter.prototype.bindMessageHandlers;
  }

  /** The same listeners serve all clients of a server. */
  bindMessageRouter(client: Socket, router: MessageRouter<Socket>): void {
    let listeners = this.listeners.get(router);
    if (!listeners) {
      const ownReader = this.mapPayload === IoAdapter.prototype.mapPayload ? undefined : this.mapPayload.bind(this);
      listeners = new EventListeners(router, (sender, dropped) => this.reportDropped(sender, dropped), ownReader);
      this.listeners.set(router, listeners);
    }
    listeners.bind(client);
  }

  unbindMessageRouter(client: Socket, router: MessageRouter<Socket>): void {
    this.listeners.get(router)?.unbind(client);
  }

  /** Routes the messages of a client to the handlers. */
  bindMessageHandlers(socket: Socket, handlers: WsMessageHandler[], transform: (data: any) => Observable<any>): void {
    this.bindMessageRouter(socket, messageRouterOf(handlers, transform));
  }

  /**
   * Sorts what a client sent with an event into the data and the acknowledgement callback. A subclass may override it.
   *
   * @param payload what came: one value as it is, several, the callback included, as a list
   */
  mapPayload(payload: unknown): { data: any; ack?: Function } {
    if (!Array.isArray(payload)) {
      return typeof payload === 'function' ? { data: undefined, ack: payload } : { data: payload };
    }
    const ack = ackOf(payload);
    return ack ? { data: dataOf(payload, ack), ack } : { data: payload };
  }

  override bindClientDisconnect(client: Socket, callback: Function): void {
    client.once('disconnect', callback as (...args: unknown[]) => void);
  }

  override sendEvent(client: Socket, event: string, payload: unknown): void {
    client.emit(event, payload);
  }

  dropClient(client: Socket): void {
    client.disconnect(true);
  }

  /**
   * Closes a server: its clients are disconnected (and will try to reconnect), the HTTP server is
   * left as it was before, and a port of the gateway's own is freed. Namespaces close with their server.
   */
  override async close(server: Server): Promise<void> {
    await this.whenClosed(server);
  }

  /** Closes a server unless that has begun, and settles when it is closed. */
  whenClosed(serverOrNamespace: Server | Namespace): Promise<void> {
    const server = isIoServer(serverOrNamespace) ? serverOrNamespace : serverOrNamespace.server;
    let closing = this.closings.get(server);
    if (!closing) {
      closing = this.closeServer(server);
      this.closings.set(server, closing);
    }
    return closing;
  }

  override async dispose(): Promise<void> {
    await Promise.all([...this.mounts.keys()].map((server) => this.whenClosed(server)));
  }

  private async closeServer(server: Server): Promise<void> {
    const mount = this.mounts.get(server);
    this.mounts.delete(server);
    mount?.attachment.detach();
    const holder = server as unknown as { httpServer?: unknown };
    // socket.io would close the HTTP server too, which may be the application's or somebody else's.
    if (mount || holder.httpServer === this.httpServer) holder.httpServer = undefined;
    await server.close();
    if (mount) {
      await endSockets(mount.attachment.sockets, this.forceCloseConnections ? 0 : CLOSE_TIMEOUT_MS);
      await mount.lease.release();
    }
  }
}

function isIoServer(value: unknown): value is Server {
  return typeof (value as Server | undefined)?.of === 'function';
}
