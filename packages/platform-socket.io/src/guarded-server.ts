import { guardRoomAdapter, onlyFirst, runGuarded } from '@portico/websockets';
import { type Namespace, Server, type ServerOptions } from 'socket.io';
import { UNSKIPPED } from './check-handshakes.js';
import { roomsOf } from './dynamic-rooms.js';
import { guardPackets } from './guard-packets.js';

type Match = Extract<Parameters<Server['of']>[0], (...args: never[]) => unknown>;
type Middleware = Parameters<Namespace['use']>[0];
type AdapterConstructor = Parameters<Server['adapter']>[0];

const guarded = new WeakSet<object>();

/**
 * A socket.io server in which failing middleware affects only one client, and in which room adapters can lose their
 * connection: socket.io does not catch errors and rejections of either, which would crash the process.
 */
export class GuardedServer extends Server {
  /** Whether the middleware of the application is skipped for recovered clients. */
  readonly skipsMiddlewares: boolean;

  constructor(options: Partial<ServerOptions>) {
    const recovery = options.connectionStateRecovery;
    // socket.io would also skip the checks of handshakes.
    super(recovery ? { ...options, connectionStateRecovery: { ...recovery, skipMiddlewares: false } } : options);
    this.skipsMiddlewares = recovery !== undefined && recovery.skipMiddlewares !== false;
    guardRooms(this.sockets);
    this.on('new_namespace', guardRooms);
  }

  override adapter(): AdapterConstructor | undefined;
  override adapter(create: AdapterConstructor): this;
  override adapter(...given: AdapterConstructor[]): AdapterConstructor | undefined | this {
    const [create] = given;
    if (given.length === 0) return super.adapter();
    super.adapter(create!);
    for (const namespace of this._nsps.values()) guardRooms(namespace);
    return this;
  }

  /** Every namespace of a server is created here, including that of `server.use()`. */
  override of(...args: Parameters<Server['of']>): ReturnType<Server['of']> {
    const [name, listener] = args;
    const namespace = super.of(typeof name === 'function' ? guardMatch(name) : name, listener);
    if (guarded.has(namespace)) return namespace;
    guarded.add(namespace);
    const { use } = namespace;
    namespace.use = (middleware) => use.call(namespace, guard(middleware));
    // Emitted before `connection`, also for recovered clients that skip the middleware.
    namespace.on('connect', guardPackets);
    return namespace;
  }
}

function guardRooms(namespace: Namespace): void {
  guardRoomAdapter(roomsOf(namespace).adapter);
}

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
