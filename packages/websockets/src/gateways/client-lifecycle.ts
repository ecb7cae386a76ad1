import { isPromiseLike } from '@portico/common/internal';
import { traceCall } from '@portico/core/transports';
import { portableClientOf } from '../clients/portable-client.js';
import type { AddressOf } from '../connections/client-address.js';
import type { Connection } from '../connections/connection.js';
import { setExpiry } from '../connections/disconnect-at.js';
import { disconnectClient } from '../connections/disconnect-client.js';
import { isConnected } from '../connections/is-connected.js';
import type { ServerClients } from '../connections/server-clients.js';
import { CLOSE_CODES } from '../contracts/adapter/close-codes.js';
import type { GatewayAdapter } from '../contracts/adapter/gateway-adapter.js';
import type { HandshakeRefusal } from '../contracts/adapter/handshake.js';
import { type ConnectionTrace, connectionChannel } from '../diagnostics/channels.js';
import type { Dispatcher } from '../dispatch/dispatcher.js';
import type { Message } from '../dispatch/message.js';
import { MessageBinding } from '../dispatch/message-binding.js';
import type { HandshakeChecks } from '../handshake/handshake-checks.js';
import { LateHandshake } from '../handshake/late-handshake.js';
import { argumentsOf, keepAddress, releaseRequest, summarizeRequest } from '../handshake/read-handshake.js';
import { CLOSING } from '../handshake/refusals.js';
import type { SessionKeeper } from '../recovery/session-keeper.js';
import type { ServerRooms } from '../rooms/server-rooms.js';
import type { ServerGateways } from './servers/server-gateways.js';
import { UnfinishedHooks } from './unfinished-hooks.js';

type ClientConnection = Connection<Message>;

/** The parts of a server that its clients need. */
export interface ClientLifecycleParts {
  readonly adapter: GatewayAdapter;
  readonly dispatcher: Dispatcher;
  readonly clients: ServerClients<Message>;
  readonly gateways: ServerGateways;
  readonly rooms: ServerRooms;
  /** Set if sessions can be recovered. */
  readonly sessions: SessionKeeper | undefined;
  readonly addressOf: AddressOf;
  /** Checks clients that the adapter has already accepted. */
  readonly lateChecks: HandshakeChecks | undefined;
}

/**
 * Runs the lifecycle of each client of a server: binds its messages, which are queued at first; checks it, if its
 * adapter has not done so; runs its `handleConnection` hooks, then its messages, and `handleDisconnect` after it has
 * disconnected.
 */
export class ClientLifecycle {
  private readonly binding: MessageBinding;
  private readonly unfinished = new UnfinishedHooks();
  private isClosing = false;
  /** Whether guards may have added properties to the requests. */
  private readonly keepsRequests: boolean;
  /** Whether there are hooks for clients that have disconnected. */
  private readonly keepsAddresses: boolean;
  private initializing: Promise<unknown> | undefined;

  /** @param initialized clients that connect before it resolves wait for it */
  constructor(
    private readonly parts: ClientLifecycleParts,
    initialized: Promise<unknown> | undefined,
  ) {
    this.binding = new MessageBinding(parts.adapter, parts.dispatcher);
    this.keepsRequests = parts.gateways.all.some(({ guards }) => guards !== undefined);
    this.keepsAddresses = parts.gateways.all.some(({ hooks }) => hooks.has('handleDisconnect'));
    const { server } = parts.dispatcher;
    server.rooms = parts.rooms;
    server.addressOf = parts.addressOf;
    if (parts.sessions) parts.sessions.onReplaced = ({ client }, ...reason) => this.onDisconnect(client, ...reason);
    this.initializing = initialized;
    initialized?.then(() => {
      this.initializing = undefined;
    });
  }

  /**
   * Refuses clients from now on: an adapter may still call back for a client whose handshake was being checked, and on
   * socket.io a connection may enter further namespaces.
   */
  close(): void {
    this.isClosing = true;
  }

  /** @param args the other arguments of the adapter's callback */
  connect(client: object, args: readonly unknown[]): void {
    const connection = this.parts.dispatcher.connect(client);
    connection.requestSource = args;
    if (this.keepsAddresses) keepAddress(connection);
    this.parts.clients.link(connection);
    const expiry = this.parts.adapter.restoredExpiry?.(client);
    if (expiry) setExpiry(connection, expiry);
    if (connectionChannel.hasSubscribers) this.connectTraced(connection);
    else this.bindMessages(connection);
  }

  private connectTraced(connection: ClientConnection): void {
    const trace: ConnectionTrace = { ...this.parts.rooms.place, client: portableClientOf(connection) };
    traceCall(connectionChannel, trace, (open) => {
      connection.trace = open;
      this.bindMessages(connection);
    });
  }

  private bindMessages(connection: ClientConnection): void {
    const unbind = this.binding.bind(connection, () => {
      this.parts.clients.add(connection);
      this.bindDisconnect(connection.client);
    });
    if (unbind) connection.unbind = unbind;
    const ready = this.initializing
      ? this.initializing.then(() => this.checkHandshake(connection))
      : this.checkHandshake(connection);
    if (ready) this.openMessagesAfter(connection, ready);
    else this.openMessages(connection);
  }

  private bindDisconnect(client: object): void {
    const { adapter } = this.parts;
    if (adapter.bindDisconnect) adapter.bindDisconnect(client, this.onDisconnect);
    else adapter.bindClientDisconnect?.(client, (...reason: unknown[]) => this.onDisconnect(client, ...reason));
  }

  private openMessagesAfter(connection: ClientConnection, ready: Promise<unknown>): void {
    connection.connecting = ready;
    keepAddress(connection);
    this.parts.dispatcher.hold(connection);
    const open = (): void => {
      connection.connecting = undefined;
      this.openMessages(connection);
    };
    ready.then(open, open);
  }

  /** @returns a promise only if something has to complete before the messages of the client are handled */
  private checkHandshake(connection: ClientConnection): Promise<unknown> | undefined {
    const { lateChecks } = this.parts;
    if (this.isClosing) return this.refuse(connection, CLOSING, CLOSE_CODES.serviceRestart);
    if (!lateChecks) return this.beginSession(connection);
    const decide = (refusal: HandshakeRefusal | undefined): Promise<unknown> | undefined =>
      refusal || !isConnected(connection)
        ? this.refuse(connection, refusal, CLOSE_CODES.policyViolation)
        : this.beginSession(connection);
    const verdict = lateChecks.admit(new LateHandshake(connection));
    return isPromiseLike(verdict) ? verdict.then(decide) : decide(verdict);
  }

  /** @param refusal `undefined` if the client has disconnected by itself */
  private refuse(connection: ClientConnection, refusal: HandshakeRefusal | undefined, code: number): undefined {
    connection.isRefused = true;
    if (connection.trace) connection.trace.trace.refusal = refusal;
    if (refusal && isConnected(connection)) disconnectClient(connection, code, refusal.message);
    this.parts.dispatcher.end(connection);
  }

  /** Accepts the client: it receives broadcasts, and the hooks run. */
  private beginSession(connection: ClientConnection): Promise<unknown> | undefined {
    const { session } = connection;
    const begun = session && this.parts.sessions?.begin(connection, session);
    return begun ? begun.then(() => this.callConnectionHooks(connection)) : this.callConnectionHooks(connection);
  }

  private callConnectionHooks(connection: ClientConnection): Promise<unknown> | undefined {
    const { gateways, rooms } = this.parts;
    if (!connection.isOver) rooms.add(connection);
    const announce = () => gateways.announce('handleConnection', connection.client, argumentsOf(connection));
    const earlier = this.unfinished.before(connection);
    return earlier ? earlier.then(announce) : announce();
  }

  /** Runs the messages of a client, unless its gateway has disconnected it. */
  private openMessages(connection: ClientConnection): void {
    const { dispatcher } = this.parts;
    if (connection.isOver) return;
    if (!this.keepsRequests) summarizeRequest(connection);
    if (isConnected(connection)) dispatcher.open(connection);
    else dispatcher.end(connection);
  }

  /** One listener for all clients: one for each would take 150 bytes. */
  private readonly onDisconnect = (client: object, ...reason: unknown[]): void => {
    const connection = this.parts.clients.get(client);
    if (!connection) return;
    if (connection.unbind) connection.unbind();
    else this.binding.unbind(connection);
    this.disconnect(connection, reason);
  };

  /**
   * Removes a client that has disconnected, and runs its hooks: after `handleConnection` has completed, if that still
   * runs.
   */
  private disconnect(connection: ClientConnection, reason: readonly unknown[]): void {
    const { clients, dispatcher, gateways, rooms, sessions } = this.parts;
    const { connecting, session } = connection;
    if (!clients.remove(connection)) return;
    if (session) sessions?.lost(connection, session, reason[0]);
    rooms.remove(connection);
    dispatcher.end(connection);
    const announce = () =>
      connection.isRefused ? undefined : gateways.announce('handleDisconnect', connection.client, reason);
    const hooks = connecting ? connecting.then(announce) : announce();
    // Added after `announce`, so that it is called first.
    if (connecting) this.unfinished.add(connection, connecting);
    clients.awaitHooks(hooks);
    if (hooks) hooks.then(() => releaseRequest(connection));
    else releaseRequest(connection);
  }
}
