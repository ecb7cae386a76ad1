import { isDeepStrictEqual } from 'node:util';
import type { Logger } from '@portico/common';
import { type FrameworkError, isPromiseLike } from '@portico/common/internal';
import { withAddedListeners } from '../clients/added-listeners.js';
import { bufferedBytesOf } from '../clients/buffered-bytes.js';
import { type BatchOptions, closeInBatches } from '../clients/close-in-batches.js';
import { Connection } from '../clients/connection.js';
import { linkConnection } from '../clients/connection-of.js';
import { isConnectedByShape } from '../clients/send-by-shape.js';
import type { DispatchOptions } from '../contracts/dispatch-options.js';
import type { GatewayAdapter } from '../contracts/gateway-adapter.js';
import type { HandshakeRefusal } from '../contracts/handshake.js';
import { dispatchLimits } from '../dispatch/dispatch-limits.js';
import { keepStats } from '../dispatch/dispatch-stats.js';
import { Dispatcher } from '../dispatch/dispatcher.js';
import { documentedHandlers } from '../dispatch/documented-handlers.js';
import type { Message } from '../dispatch/message.js';
import { webSocketError } from '../errors.js';
import { createDoor, type GuardedGateway } from '../handshake/create-door.js';
import type { Door } from '../handshake/door.js';
import { LateHandshake, refuseLate } from '../handshake/late-handshake.js';
import { warnOfDisagreement } from '../servers/warn-of-disagreement.js';
import { attempt, type GatewayHooks, type HookName } from './gateway-hooks.js';
import type { GatewayHandler } from './gateway-record.js';

/** A gateway at work on a server. */
export interface BoundGateway extends GuardedGateway {
  readonly hooks: GatewayHooks;
  readonly handlers: readonly GatewayHandler[];
  /** Whether messages wait for its `handleConnection`. */
  readonly waitsForConnection: boolean;
  readonly dispatch: DispatchOptions | undefined;
  readonly highWaterMark: number | undefined;
}

type ClientConnection = Connection<Message>;

/** How long `close` waits for clients to leave and for their hooks. */
const DRAIN_TIMEOUT_MS = 10_000;

/** The close code of RFC 6455's registry for a server that is restarted: clients should connect again. */
const SERVICE_RESTART = 1012;

/**
 * One server (a port and path, or a namespace of it) with all gateways that share it. However many
 * they are, the server gets one connection listener and a client one for messages and one for leaving.
 */
export class ServerHub {
  private readonly gateways: BoundGateway[] = [];
  private readonly connections = new Map<object, ClientConnection>();
  /** Of an adapter that does not tell when they leave. */
  private readonly untracked = new WeakMap<object, ClientConnection>();
  private readonly leaving = new Set<Promise<void>>();
  private readonly dispatcher: Dispatcher;
  private onQuiet: (() => void) | undefined;
  private isSlowConnectionLogged = false;
  private initializing: Promise<unknown> | undefined;
  private door: Door | undefined;
  /** Checks clients that its adapter has accepted already. */
  private lateDoor: Door | undefined;

  constructor(
    readonly server: object,
    private readonly adapter: GatewayAdapter,
    private readonly logger: Logger,
  ) {
    const connections = adapter.bindClientDisconnect ? this.connections : this.untracked;
    this.dispatcher = new Dispatcher(adapter, connections, (event) => this.warnOfSlowConnection(event));
    keepStats(server, this.dispatcher.stats);
    this.dispatcher.stats.measure = () => this.bufferedBytes;
  }

  join(gateway: BoundGateway): void {
    this.limit(gateway);
    this.gateways.push(gateway);
    for (const handler of gateway.handlers) this.dispatcher.routes.add(handler);
  }

  /** Gateways that share a server share its clients: of two that disagree the first one's options are used. */
  private limit({ name, dispatch, highWaterMark }: BoundGateway): void {
    if (highWaterMark !== undefined) this.dispatcher.highWaterMark = highWaterMark;
    if (!dispatch) return;
    const first = this.gateways.find((gateway) => gateway.dispatch);
    if (!first) {
      this.dispatcher.limits = dispatchLimits({ ...this.adapter.dispatch, ...dispatch }, name);
    } else if (!isDeepStrictEqual(first.dispatch, dispatch)) {
      warnOfDisagreement(this.logger, name, first.name, 'dispatch');
    }
  }

  private warnOfMissingPause(): void {
    if (this.dispatcher.limits.overflow !== 'pause' || this.adapter.pauseClient) return;
    const names = this.gateways.map(({ name }) => name).join(', ');
    const failure = webSocketError(
      'PORTICO_WS_PAUSE',
      `${names} sets dispatch.overflow to "pause", but its adapter has no pauseClient(). Clients with too many messages are disconnected instead.`,
      "Add pauseClient() and resumeClient() to the adapter, or set overflow: 'close'.",
    );
    this.logger.warn(failure.message);
  }

  /**
   * Starts taking clients.
   *
   * @param initialized clients that come before it has settled wait for it
   */
  open(initialized?: Promise<unknown>): void {
    this.warnOfMissingPause();
    this.installDoor();
    this.initializing = initialized;
    initialized?.then(() => {
      this.initializing = undefined;
    });
    this.adapter.bindClientConnect(this.server, (client: object, ...args: unknown[]) => this.connect(client, args));
  }

  private installDoor(): void {
    this.door = createDoor(this.gateways, this.logger);
    if (!this.door || this.adapter.bindHandshake?.(this.server, this.door.admit)) return;
    this.lateDoor = this.door;
    if (this.door.isCounting && !this.adapter.bindClientDisconnect) throw uncountable(this.gateways);
  }

  /**
   * Handles no more messages but those that have been accepted.
   *
   * @returns whether clients were being checked: their refusals have yet to be sent
   */
  refuse(): boolean {
    this.dispatcher.close();
    return this.door?.close() ?? false;
  }

  /** Completes the messages that are under way, and disconnects each client when its own are done. */
  async finish(options: BatchOptions): Promise<void> {
    const { adapter } = this;
    await closeInBatches(
      this.connections.values(),
      (connection) => {
        connection.endStreams();
        adapter.closeClient?.(connection.client, SERVICE_RESTART, 'The server is closing');
      },
      options,
    );
  }

  /**
   * Gives up what is under way.
   *
   * @returns how many messages, and how many clients are still connected
   */
  stop(): { messages: number; clients: number } {
    return { messages: this.dispatcher.stop(), clients: this.connections.size };
  }

  /** Waits, up to a time limit, until every client has disconnected and its hooks have completed. */
  async drained(timeoutMs = DRAIN_TIMEOUT_MS): Promise<void> {
    if (this.isQuiet) return;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.logger.warn(this.drainError(timeoutMs).message);
        resolve();
      }, timeoutMs);
    });
    const quiet = new Promise<void>((resolve) => {
      this.onQuiet = resolve;
    });
    await Promise.race([quiet, patience]);
    clearTimeout(timer);
  }

  /** Runs a hook of a gateway. What it throws or rejects with is logged, and ends nothing. */
  runHook(gateway: string, hook: HookName, run: () => unknown): Promise<void> | undefined {
    return attempt(run, (error) => {
      const failure = webSocketError(
        'PORTICO_WS_HOOK',
        `${gateway}.${hook}() failed: ${error instanceof Error ? error.message : String(error)}`,
        'Handle the error in the hook. Exception filters apply only to messages.',
        error,
      );
      this.logger.error(failure.message, error instanceof Error ? error.stack : undefined);
    });
  }

  /** Logged once for each server, however many clients wait. */
  private warnOfSlowConnection(event: string): void {
    if (this.isSlowConnectionLogged) return;
    this.isSlowConnectionLogged = true;
    const names = this.gateways.filter(
      ({ hooks, waitsForConnection }) => waitsForConnection && hooks.has('handleConnection'),
    );
    const failure = webSocketError(
      'PORTICO_WS_SLOW_CONNECTION',
      `The message "${event}" has been waiting for 5 seconds, because handleConnection() of ${names.map(({ name }) => name).join(' or ')} has not completed.`,
      'Return from handleConnection() sooner. If it runs for as long as the client is connected, set @WebSocketGateway({ waitForConnection: false }).',
    );
    this.logger.warn(failure.message);
  }

  private connect(client: object, args: readonly unknown[]): void {
    const { adapter, dispatcher } = this;
    const connection = dispatcher.connect(client);
    linkConnection(client, connection);
    let ready: Promise<unknown> | undefined;
    let unbind: (() => void) | undefined;
    const bind = (): void => {
      if (adapter.bindClientDisconnect) {
        this.connections.set(client, connection);
        adapter.bindClientDisconnect(client, (...reason: unknown[]) => {
          if (unbind) unbind();
          else adapter.unbindMessages?.(client, dispatcher);
          this.disconnect(connection, ready, reason);
        });
      } else {
        this.untracked.set(client, connection);
      }
      this.bindMessages(connection);
    };
    // An adapter that removes its listeners by itself spares a client the search for them.
    if (this.routesMessages && adapter.unbindMessages) bind();
    else unbind = withAddedListeners(client, bind);
    const announce = () => this.announce('handleConnection', client, args);
    const enter = () => (this.lateDoor ? this.checkLate(this.lateDoor, connection, args, announce) : announce());
    ready = this.initializing ? this.initializing.then(enter) : enter();
    const admit = (): void => {
      if (connection.isOver) return;
      if (this.isConnected(client)) dispatcher.open(connection);
      else dispatcher.end(connection);
    };
    if (ready) {
      dispatcher.hold(connection);
      ready.then(admit, admit);
    } else {
      admit();
    }
  }

  /** Announces a client if it is accepted, and closes its connection otherwise. */
  private checkLate(
    door: Door,
    connection: ClientConnection,
    args: readonly unknown[],
    announce: () => Promise<unknown> | undefined,
  ): Promise<unknown> | undefined {
    const decide = (refusal: HandshakeRefusal | undefined): Promise<unknown> | undefined => {
      if (!refusal) return announce();
      connection.isRefused = true;
      if (!connection.isOver) refuseLate(this.adapter, connection.client, refusal);
      this.dispatcher.end(connection);
      return undefined;
    };
    const verdict = door.admit(new LateHandshake(connection, args));
    return isPromiseLike(verdict) ? verdict.then(decide) : decide(verdict);
  }

  private isConnected(client: object): boolean {
    return this.adapter.isClientConnected?.(client) ?? isConnectedByShape(client);
  }

  private get routesMessages(): boolean {
    const { bindMessages, sendReply, routesMessages } = this.adapter;
    return bindMessages !== undefined && sendReply !== undefined && routesMessages !== false;
  }

  private bindMessages(connection: ClientConnection): void {
    const { adapter, dispatcher } = this;
    if (this.routesMessages) {
      adapter.bindMessages?.(connection.client, dispatcher);
      return;
    }
    const { handlers, transform } = documentedHandlers(dispatcher, connection);
    adapter.bindMessageHandlers(connection.client, handlers, transform);
  }

  /** A client that leaves while `handleConnection` still works is announced when that is done. */
  private disconnect(
    connection: ClientConnection,
    ready: Promise<unknown> | undefined,
    reason: readonly unknown[],
  ): void {
    const { client } = connection;
    if (!this.connections.delete(client)) return;
    this.dispatcher.end(connection);
    const announce = () => (connection.isRefused ? undefined : this.announce('handleDisconnect', client, reason));
    const done = ready ? ready.then(announce) : announce();
    if (!done) {
      if (this.isQuiet) this.onQuiet?.();
      return;
    }
    const settled = done.then(() => {
      this.leaving.delete(settled);
      if (this.isQuiet) this.onQuiet?.();
    });
    this.leaving.add(settled);
  }

  private get bufferedBytes(): number {
    let sum = 0;
    for (const connection of this.connections.values()) sum += bufferedBytesOf(connection);
    return sum;
  }

  private get isQuiet(): boolean {
    return this.connections.size === 0 && this.leaving.size === 0;
  }

  /** @returns a promise only if one of the hooks brought one; it never rejects */
  private announce(
    hook: 'handleConnection' | 'handleDisconnect',
    client: object,
    args: readonly unknown[],
  ): Promise<unknown> | undefined {
    const pending: Promise<void>[] = [];
    for (const { name, hooks, waitsForConnection } of this.gateways) {
      if (!hooks.has(hook)) continue;
      const running = this.runHook(name, hook, () => hooks.call(hook, client, args));
      if (running && (waitsForConnection || hook !== 'handleConnection')) pending.push(running);
    }
    return pending.length > 0 ? Promise.all(pending) : undefined;
  }

  private drainError(timeoutMs: number): FrameworkError {
    const names = this.gateways.map((gateway) => gateway.name).join(', ');
    return webSocketError(
      'PORTICO_WS_DRAIN',
      `${this.connections.size + this.leaving.size} client(s) of ${names} were still disconnecting after ${timeoutMs / 1000} s. The application closes without waiting for them.`,
      'Return from handleDisconnect() sooner.',
    );
  }
}

function uncountable(gateways: readonly BoundGateway[]): Error {
  return webSocketError(
    'PORTICO_WS_HANDSHAKE',
    `${gateways.map(({ name }) => name).join(', ')} limits how many clients may connect, but its adapter has no bindClientDisconnect(), so clients cannot be counted.`,
    'Add bindClientDisconnect(client, callback) to the adapter, or remove maxClients and maxClientsPerAddress.',
  );
}
