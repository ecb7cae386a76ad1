import { isPromiseLike } from '@portico/common/internal';
import type { RoomAdapter, RoomSelection } from '../contracts/adapter/room-adapter.js';
import { asInJson } from './as-in-json.js';
import { outageOf, sendWithin } from './connection-outages.js';
import { type Connected, isConnected } from './connection-state.js';
import { copySelection } from './copy-selection.js';
import { isSharedAdapter } from './is-shared.js';
import { keepsSessions } from './keeps-sessions.js';
import { limitRestoring } from './limit-restoring.js';
import { observeCommands } from './observe-commands.js';
import type { Outage } from './outage.js';
import { separateSessions } from './separate-sessions.js';
import { shareClientData } from './share-client-data.js';
import { type Subscriber, watchSubscriber } from './watch-subscriber.js';
import { requestWithin } from './within-request.js';

/** What the room adapters of socket.io have beside their contract. */
interface SharingAdapter extends RoomAdapter {
  readonly pubClient?: Connected;
  readonly subClient?: Subscriber;
  /** Sends a message to the other processes. */
  doPublish?(message: ClusterMessage): Promise<unknown>;
}

/** What adapters that extend `ClusterAdapter` of `socket.io-adapter` send. */
interface ClusterMessage {
  readonly type: number;
  readonly data?: { readonly requestId?: string };
}

/** An event without acknowledgement, in {@link ClusterMessage}. */
const BROADCAST = 3;
const FETCH_SOCKETS = 7;
const SERVER_SIDE_EMIT = 9;

/** Methods whose promises are not waited for, by socket.io, by Portico, or by some room adapter. */
const FORGOTTEN = [
  'serverSideEmit',
  'addAll',
  'del',
  'delAll',
  'addSockets',
  'delSockets',
  'disconnectSockets',
  // Of `@socket.io/redis-adapter`: the requests of other processes.
  'onrequest',
];

/** Methods that change the rooms and connections of clients, which this process does for its own clients at once. */
const MODERATION = ['addSockets', 'delSockets', 'disconnectSockets'];

const guards = new WeakMap<object, AdapterGuard>();

/**
 * Prepares a room adapter for the loss of its connection: what it fails to send to other processes does not crash the process, but is
 * logged once for each outage, and events are counted by `messageStatsOf(server).unshared`. Called by adapters whose library makes
 * room adapters itself; a room adapter that is guarded already stays as it is.
 *
 * @example
 * server.on('new_namespace', ({ adapter }) => guardRoomAdapter(adapter));
 * @see docs/rooms.md
 */
export function guardRoomAdapter(adapter: RoomAdapter): void {
  if (guards.has(adapter) || !isSharedAdapter(adapter)) return;
  guards.set(adapter, new AdapterGuard(adapter));
}

/** Returns how many events may not have reached the clients of other processes. */
export function unsharedEventsOf(adapter: RoomAdapter): number {
  return adapter.unshared ?? guards.get(adapter)?.unshared ?? 0;
}

class AdapterGuard {
  unshared = 0;
  /** What sends, as far as it is known. */
  private readonly sender: object;
  /** While an event is passed to a room adapter that publishes it by itself. */
  private isBroadcasting = false;

  constructor(private readonly adapter: SharingAdapter) {
    const { pubClient, subClient, doPublish } = adapter;
    this.sender = pubClient ?? adapter;
    shareClientData(adapter);
    if (keepsSessions(adapter)) separateSessions(adapter);
    limitRestoring(adapter);
    for (const name of ['doPublish', 'doPublishResponse'])
      this.replace(name, (args) => args.map((each) => asInJson(each)));
    for (const name of MODERATION) this.applyHereFirst(name);
    const forgotten = keepsSessions(adapter) ? [...FORGOTTEN, 'persistSession'] : FORGOTTEN;
    for (const name of forgotten) this.wrap(name, (run) => this.settle(run()));
    this.outage.addUser(adapter);
    this.wrap('close', (run) => {
      this.outage.removeUser(adapter);
      return this.settle(run());
    });
    this.wrap('broadcast', (run) => {
      this.isBroadcasting = doPublish === undefined;
      try {
        return this.settle(run());
      } finally {
        this.isBroadcasting = false;
      }
    });
    this.wrap('broadcastWithAck', (run) => requestWithin(run));
    if (doPublish) {
      this.wrap('doPublish', (run, [message]) =>
        provesConnection(message) ? this.observe(run(), isEvent(message), pubClient) : this.settle(run()),
      );
    }
    // What cannot be serialized, such as the data of a client, would be thrown where nothing catches it.
    this.wrap('doPublishResponse', (run) => this.settle(new Promise((resolve) => resolve(run()))));
    if (pubClient) {
      const observed = observeCommands(pubClient, (sent) => this.observe(sent, this.isBroadcasting, pubClient));
      Reflect.set(adapter, 'pubClient', observed);
    }
    if (subClient) {
      Reflect.set(adapter, 'subClient', observeCommands(subClient, this.settle));
      watchSubscriber(subClient);
    }
  }

  /** Another one once the adapter has sent: see {@link outageOfCommand}. */
  private get outage(): Outage {
    return outageOf(this.sender);
  }

  /** Replaces a method of the adapter, if it has it. */
  private wrap(name: string, call: (run: () => unknown, args: readonly unknown[]) => unknown): void {
    const { adapter, sender } = this;
    const method: unknown = Reflect.get(adapter, name);
    if (typeof method !== 'function') return;
    Reflect.set(adapter, name, (...args: unknown[]) =>
      call(() => sendWithin(sender, () => Reflect.apply(method, adapter, args)), args),
    );
  }

  /** Replaces the arguments of a method of the adapter, if it has it. */
  private replace(name: string, argumentsOf: (args: readonly unknown[]) => readonly unknown[]): void {
    const { adapter } = this;
    const method: unknown = Reflect.get(adapter, name);
    if (typeof method !== 'function') return;
    Reflect.set(adapter, name, (...args: unknown[]) => Reflect.apply(method, adapter, argumentsOf(args)));
  }

  /**
   * Some room adapters apply a change only after they have sent it to the other processes, or not at all if that fails.
   * Applying it twice has no further effect.
   */
  private applyHereFirst(name: string): void {
    const { adapter } = this;
    const method: unknown = Reflect.get(adapter, name);
    if (typeof method !== 'function') return;
    Reflect.set(adapter, name, (selection: RoomSelection, ...rest: unknown[]) => {
      if (!selection.flags?.local) {
        this.settle(Reflect.apply(method, adapter, [inThisProcess(selection), ...rest]));
      }
      return Reflect.apply(method, adapter, [selection, ...rest]);
    });
  }

  /** An adapter that has no connection may still queue what it is given: whether it arrives is not known. */
  private observe(sent: unknown, isEvent: boolean, pubClient: SharingAdapter['pubClient']): unknown {
    const isLost = isEvent && pubClient !== undefined && !isConnected(pubClient);
    if (isLost) this.lose(NO_CONNECTION);
    if (isPromiseLike(sent)) sent.then(this.onSuccess, isEvent && !isLost ? this.lose : this.onFailure);
    return sent;
  }

  /** A caller that waits for the result still gets the failure. */
  private readonly settle = (result: unknown): unknown => {
    if (isPromiseLike(result)) result.then(undefined, this.onFailure);
    return result;
  };

  private readonly lose = (why: unknown): void => {
    this.unshared += 1;
    this.outage.note(true, why);
  };

  private readonly onFailure = (why: unknown): void => this.outage.note(false, why);

  private readonly onSuccess = (): void => this.outage.end();
}

function inThisProcess(selection: RoomSelection): RoomSelection {
  const own = copySelection(selection);
  return { ...own, flags: { ...own.flags, local: true } };
}

const NO_CONNECTION = 'it has no connection';

function isEvent(message: unknown): boolean {
  const { type, data }: Partial<ClusterMessage> = Object(message);
  return type === BROADCAST && data?.requestId === undefined;
}

/**
 * Returns whether a message was sent if its promise resolves. That of a request or of a question to the other processes may resolve
 * before it is sent, in `@socket.io/redis-streams-adapter`; the command that sends it is observed by `tolerateOutages()`.
 */
function provesConnection(message: unknown): boolean {
  const { type }: Partial<ClusterMessage> = Object(message);
  if (type === BROADCAST) return isEvent(message);
  return type !== FETCH_SOCKETS && type !== SERVER_SIDE_EMIT;
}
