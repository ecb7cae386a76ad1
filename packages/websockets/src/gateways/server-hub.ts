import type { Logger } from '@portico/common';
import type { FrameworkError } from '@portico/common/internal';
import type { GatewayAdapter } from '../contracts/gateway-adapter.js';
import { webSocketError } from '../errors.js';
import { withAddedListeners } from './added-listeners.js';
import { isClientConnected, linkClient } from './client-link.js';
import { type ClientHost, ClientState, type LostMessageReason, type PostponedMessage } from './client-state.js';
import { documentedHandlers } from './documented-handlers.js';
import { DroppedMessageLog } from './dropped-message-log.js';
import { attempt, type GatewayHooks, type HookName } from './gateway-hooks.js';
import type { GatewayHandler } from './gateway-record.js';
import { GatewayRouter } from './gateway-router.js';

/** A gateway at work on a server. */
export interface BoundGateway {
  readonly name: string;
  readonly hooks: GatewayHooks;
  readonly handlers: readonly GatewayHandler[];
  /** Whether messages wait for its `handleConnection`. */
  readonly waitsForConnection: boolean;
}

/** How long `close` waits for clients to leave and for their hooks. */
const DRAIN_TIMEOUT_MS = 10_000;

/**
 * One server (a port and path, or a namespace of it) with all gateways that share it. However many
 * they are, the server gets one connection listener and a client one for messages and one for leaving.
 */
export class ServerHub implements ClientHost {
  private readonly router = new GatewayRouter();
  private readonly gateways: BoundGateway[] = [];
  private readonly clients = new Set<object>();
  private readonly running = new Set<Promise<void>>();
  private readonly droppedLog = new DroppedMessageLog();
  private onQuiet: (() => void) | undefined;
  private isSlowConnectionLogged = false;
  private initializing: Promise<unknown> | undefined;

  constructor(
    readonly server: object,
    readonly adapter: GatewayAdapter,
    private readonly logger: Logger,
  ) {}

  join(gateway: BoundGateway): void {
    this.gateways.push(gateway);
    for (const handler of gateway.handlers) this.router.add(handler);
  }

  /**
   * Starts taking clients.
   *
   * @param initialized clients that come before it has settled wait for it
   */
  open(initialized?: Promise<unknown>): void {
    this.initializing = initialized;
    initialized?.then(() => {
      this.initializing = undefined;
    });
    this.adapter.bindClientConnect(this.server, (client: object, ...args: unknown[]) => this.connect(client, args));
  }

  /** Waits, up to a time limit, until every client has disconnected and its hooks have completed. */
  async drained(): Promise<void> {
    if (this.isQuiet) return;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.logger.warn(this.drainError().message);
        resolve();
      }, DRAIN_TIMEOUT_MS);
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

  /** A client with more waiting messages than are sent in good faith is disconnected. */
  lose(client: object, reason: LostMessageReason, { event, data }: PostponedMessage): void {
    const dropped = { reason, event, data } as const;
    if (this.adapter.reportDropped) this.adapter.reportDropped(client, dropped);
    else this.droppedLog.add(dropped);
    if (reason === 'overflow') this.adapter.dropClient?.(client);
  }

  /** Logged once for each server, however many clients wait. */
  warnOfSlowConnection(event: string): void {
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
    const state = new ClientState(this, client);
    linkClient(client, state);
    let ready: Promise<unknown> | undefined;
    let unbind: (() => void) | undefined;
    const bind = (): void => {
      if (this.adapter.bindClientDisconnect) {
        this.clients.add(client);
        this.adapter.bindClientDisconnect(client, (...reason: unknown[]) => {
          if (unbind) unbind();
          else this.adapter.unbindMessageRouter?.(client, this.router);
          this.disconnect(client, state, ready, reason);
        });
      }
      this.bindMessages(client, state);
    };
    // An adapter that removes its listeners by itself spares a client the search for them.
    if (this.routesMessages && this.adapter.unbindMessageRouter) bind();
    else unbind = withAddedListeners(client, bind);
    const announce = () => this.announce('handleConnection', client, args);
    ready = this.initializing ? this.initializing.then(announce) : announce();
    const isConnected = (): boolean => isClientConnected(this.adapter, client);
    if (ready) state.waitFor(ready, isConnected);
    else if (!isConnected()) state.refuse();
  }

  private get routesMessages(): boolean {
    return this.adapter.bindMessageRouter !== undefined && this.adapter.routesMessages !== false;
  }

  private bindMessages(client: object, state: ClientState): void {
    const { adapter, router } = this;
    if (this.routesMessages) {
      adapter.bindMessageRouter?.(client, router);
      return;
    }
    const { handlers, transform } = documentedHandlers(router, client, state);
    adapter.bindMessageHandlers(client, handlers, transform);
  }

  /** A client that leaves while `handleConnection` still works is announced when that is done. */
  private disconnect(
    client: object,
    state: ClientState,
    ready: Promise<unknown> | undefined,
    reason: readonly unknown[],
  ): void {
    if (state.left) return;
    state.leave();
    const announce = () => this.announce('handleDisconnect', client, reason);
    const done = ready ? ready.then(announce) : announce();
    if (!done) {
      this.forget(client);
      return;
    }
    const settled = done.then(() => {
      this.running.delete(settled);
      this.forget(client);
    });
    this.running.add(settled);
  }

  private forget(client: object): void {
    this.clients.delete(client);
    if (this.isQuiet) this.onQuiet?.();
  }

  private get isQuiet(): boolean {
    return this.clients.size === 0 && this.running.size === 0;
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

  private drainError(): FrameworkError {
    const names = this.gateways.map((gateway) => gateway.name).join(', ');
    return webSocketError(
      'PORTICO_WS_DRAIN',
      `${this.clients.size} client(s) of ${names} were still disconnecting after ${DRAIN_TIMEOUT_MS / 1000} s. The application closes without waiting for them.`,
      'Return from handleDisconnect() sooner.',
    );
  }
}
