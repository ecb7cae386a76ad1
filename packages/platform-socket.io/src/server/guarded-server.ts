import { guardRoomAdapter, onlyFirst, runGuarded } from '@portico/websockets/adapters';
import { type Namespace, Server, type ServerOptions, type Socket } from 'socket.io';
import { closeAbandoned } from '../connections/close-abandoned.js';
import { connectingClientsOf, discard, namespacesOf } from '../internals.js';
import { guardPackets } from '../messages/guard-packets.js';
import { roomsOf } from '../namespaces/dynamic-rooms.js';
import { removeEmptyNamespaces } from '../namespaces/empty-namespaces.js';
import { keepSessions, takeRestored } from '../sessions/kept-sessions.js';
import { forgetSession, sessionAdapter } from '../sessions/session-adapter.js';
import { UNSKIPPED } from './check-handshakes.js';

type Match = Extract<Parameters<Server['of']>[0], (...args: never[]) => unknown>;
type Middleware = Parameters<Namespace['use']>[0];
type AdapterConstructor = Parameters<Server['adapter']>[0];

const guarded = new WeakSet<object>();

/** How long the name of a namespace may be that is not known at start-up. */
const MOST_NAME_LENGTH = 1_024;
/** How many namespaces a connection may be in. */
const MOST_NAMESPACES = 100;

/**
 * A socket.io server in which clients can choose neither how much memory their namespaces and sessions take, nor
 * how long those and their connections last, in which failing middleware affects only one client, and in which room adapters can lose their
 * connection: socket.io does not catch errors and rejections of either, which would crash the process.
 */
export class GuardedServer extends Server {
  /** Whether the middleware of the application is skipped for recovered clients. */
  readonly skipsMiddlewares: boolean;

  constructor(options: Partial<ServerOptions>) {
    const { connectionStateRecovery: recovery, cleanupEmptyChildNamespaces: removesEmpty = true } = options;
    super({
      ...options,
      cleanupEmptyChildNamespaces: false,
      ...(recovery && {
        // socket.io would also skip the checks of handshakes.
        connectionStateRecovery: { ...recovery, skipMiddlewares: false },
        adapter: options.adapter ?? sessionAdapter(recovery),
      }),
    });
    this.skipsMiddlewares = recovery !== undefined && recovery.skipMiddlewares !== false;
    prepareRooms(this.sockets);
    this.on('new_namespace', prepareRooms);
    if (removesEmpty) removeEmptyNamespaces(this);
  }

  override adapter(): AdapterConstructor | undefined;
  override adapter(create: AdapterConstructor): this;
  override adapter(...given: AdapterConstructor[]): AdapterConstructor | undefined | this {
    const [create] = given;
    if (given.length === 0) return super.adapter();
    super.adapter(create!);
    for (const namespace of this._nsps.values()) prepareRooms(namespace);
    return this;
  }

  /** Names of patterns and functions are chosen by clients. */
  override _checkNamespace(...args: Parameters<Server['_checkNamespace']>): void {
    const [name, , decide] = args;
    if (name.length > MOST_NAME_LENGTH) decide(false);
    else super._checkNamespace(...args);
  }

  /** Every namespace of a server is created here, including that of `server.use()`. */
  override of(...args: Parameters<Server['of']>): ReturnType<Server['of']> {
    const [name, listener] = args;
    const namespace = super.of(typeof name === 'function' ? guardMatch(name) : name, listener);
    if (guarded.has(namespace)) return namespace;
    guarded.add(namespace);
    const { use } = namespace;
    namespace.use = (middleware) => use.call(namespace, guard(middleware));
    use.call(namespace, enter);
    // Emitted before `connection`, also for recovered clients that skip the middleware.
    namespace.on('connect', guardPackets);
    namespace.on('connect', forgetSession);
    namespace.on('connect', closeAbandoned);
    return namespace;
  }
}

function prepareRooms(namespace: Namespace): void {
  guardRoomAdapter(roomsOf(namespace).adapter);
  keepSessions(namespace);
}

/** The sockets of each connection that have not been accepted yet. */
const entering = new WeakMap<object, Set<Socket>>();

/** Runs for each socket before the middleware of the application: clients can enter any number of namespaces. */
const enter: Middleware = (socket, next) => {
  takeRestored(socket);
  const namespaces = namespacesOf(socket);
  const others = entering.get(socket.client) ?? new Set();
  entering.set(socket.client, others);
  // A namespace of a pattern also has the middleware of the pattern.
  if (others.has(socket)) {
    next();
    return;
  }
  for (const other of others) if (connectingClientsOf(other.nsp).get(other.id) !== other) others.delete(other);
  if (namespaces.has(socket.nsp.name) || [...others].some(({ nsp }) => nsp === socket.nsp)) {
    // The client has sent the same packet twice. A refusal would end its first attempt.
    discard(socket);
    return;
  }
  if (namespaces.size + others.size >= MOST_NAMESPACES) {
    next(new Error('Too many namespaces'));
    return;
  }
  others.add(socket);
  next();
};

/** A function as namespace decides which names exist. */
function guardMatch(match: Match): Match {
  return (name, auth, next) => {
    const decide = onlyFirst(next);
    runGuarded(
      'The function of a namespace',
      () => match(name, auth, decide),
      () => decide(null, false),
    );
  };
}

function guard(middleware: Middleware): Middleware {
  const isUnskipped = UNSKIPPED.has(middleware);
  return (socket, next) => {
    guardPackets(socket);
    // Namespaces of this server.
    if (socket.recovered && !isUnskipped && (socket.nsp.server as GuardedServer).skipsMiddlewares) {
      next();
      return;
    }
    const decide = onlyFirst(next);
    runGuarded(
      'A middleware of socket.io',
      () => middleware(socket, decide),
      () => decide(new Error('Internal server error')),
    );
  };
}
