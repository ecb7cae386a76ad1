import { Logger } from '@portico/common';
import { errorMessage, loadRxjs, numberOption } from '@portico/common/internal';
import type { Observable as RxObservable, Subscriber } from 'rxjs';
import type { RoomHost } from '../connections/room-host.js';
import type { RoomNamespace, RoomSelection } from '../contracts/adapter/room-adapter.js';
import type { RoomChange, RoomClient } from '../contracts/gateways/room-change.js';
import { copySelection } from '../room-adapters/copy-selection.js';
import { isSharedAdapter } from '../room-adapters/is-shared.js';
import { ConnectedMembers } from './connected-members.js';
import { type FetchedSocket, fetchSockets } from './fetch-sockets.js';
import { EVERYBODY, PRESENCE, WATCH } from './presence-announcer.js';

const DEFAULT_INTERVAL_MS = 5_000;
/** For how many intervals other processes announce changes after the last request. */
const KEPT_INTERVALS = 3;
const logger = new Logger('WebSockets');

type WatchHost = Pick<RoomHost, 'namespace' | 'isClosed'>;

interface WatchedClient extends RoomClient {
  /** The watched rooms that it is in. */
  readonly rooms: Set<string>;
}

/**
 * Reports which clients are in rooms, starting with the subscription, until their server is closed.
 *
 * @throws FrameworkError `PORTICO_INVALID_NUMBER`
 */
export function watchRooms(
  host: () => WatchHost,
  selection: RoomSelection,
  options: { readonly intervalMs?: number } = {},
): RxObservable<RoomChange> {
  const intervalMs = numberOption('watch()', 'intervalMs', options.intervalMs, {
    kind: 'interval',
    default: DEFAULT_INTERVAL_MS,
  });
  const { Observable } = loadRxjs();
  return new Observable<RoomChange>((subscriber) => {
    const watch = watchOf(host(), selection, intervalMs);
    watch.add(subscriber);
    return () => watch.remove(subscriber);
  });
}

/** Those that have subscribers, by what they watch: each client of a room may watch it. */
const watches = new WeakMap<RoomNamespace, Map<string, RoomWatch>>();

function watchOf(host: WatchHost, selection: RoomSelection, intervalMs: number): RoomWatch {
  const { rooms, except, flags } = selection;
  const key = JSON.stringify([[...rooms].sort(), [...except].sort(), flags.local === true, flags.timeout, intervalMs]);
  let known = watches.get(host.namespace);
  if (known === undefined) {
    known = new Map();
    watches.set(host.namespace, known);
  }
  const open = known;
  let watch = open.get(key);
  if (watch === undefined) {
    watch = new RoomWatch(host, selection, intervalMs, () => open.delete(key));
    open.set(key, watch);
  }
  return watch;
}

/**
 * The clients of a selection, for all who watch it. Changes come from the room adapter of this process, and from others by messages; a fetch in every
 * interval detects missed changes, such as the clients of a crashed process.
 */
class RoomWatch {
  private readonly subscribers = new Set<Subscriber<RoomChange>>();
  private readonly members = new Map<string, WatchedClient>();
  private readonly connected: ConnectedMembers;
  private readonly rooms: readonly string[];
  private readonly timer: NodeJS.Timeout;
  /** Clients that joined or left during a fetch, which may not include them. */
  private changed: Set<string> | undefined;
  private hasReported = false;
  private isStopped = false;

  private readonly namespace: RoomNamespace;

  constructor(
    private readonly host: WatchHost,
    private readonly selection: RoomSelection,
    private readonly intervalMs: number,
    private readonly onStopped: () => void,
  ) {
    const { namespace } = host;
    this.namespace = namespace;
    this.connected = new ConnectedMembers(namespace);
    this.rooms = selection.rooms.size === 0 ? [EVERYBODY] : [...selection.rooms];
    const { adapter } = namespace;
    // Each selection that is watched adds a listener; that is not a leak.
    adapter.setMaxListeners(0);
    adapter.on('join-room', this.onJoin);
    adapter.on('leave-room', this.onLeave);
    if (this.isElsewhere) namespace.on(PRESENCE, this.onPresence);
    this.timer = setInterval(this.compare, intervalMs).unref();
  }

  /** Reports the clients to a subscriber, when they are known, and then all changes. */
  add(subscriber: Subscriber<RoomChange>): void {
    this.subscribers.add(subscriber);
    if (this.hasReported && !this.host.isClosed) subscriber.next(this.change('here', undefined));
    else this.compare();
  }

  /** Stops with the last subscriber. */
  remove(subscriber: Subscriber<RoomChange>): void {
    this.subscribers.delete(subscriber);
    if (this.subscribers.size === 0 && !this.isStopped) this.stop();
  }

  private stop(): void {
    this.isStopped = true;
    this.onStopped();
    clearInterval(this.timer);
    this.connected.stop();
    const { namespace } = this;
    namespace.adapter.off('join-room', this.onJoin);
    namespace.adapter.off('leave-room', this.onLeave);
    namespace.off(PRESENCE, this.onPresence);
  }

  private get isElsewhere(): boolean {
    return !this.selection.flags.local && isSharedAdapter(this.namespace.adapter);
  }

  private readonly onJoin = (room: string, id: string): void =>
    this.connected.whenConnected(id, (data) => this.note(room === id ? EVERYBODY : room, id, true, data));

  private readonly onLeave = (room: string, id: string): void => {
    this.connected.forget(id);
    this.note(room === id ? EVERYBODY : room, id, false, undefined);
  };

  private readonly onPresence = (room: string, id: string, hasJoined: boolean, data: unknown): void =>
    this.note(room, id, hasJoined, data);

  private note(room: string, id: string, hasJoined: boolean, data: unknown): void {
    if (!this.rooms.includes(room) || this.selection.except.has(id)) return;
    this.changed?.add(id);
    if (hasJoined) this.enter(id, data, [room]);
    else this.exit(id, room);
  }

  private enter(id: string, data: unknown, rooms: Iterable<string>): void {
    const known = this.members.get(id);
    if (known) {
      for (const room of rooms) known.rooms.add(room);
      return;
    }
    const member = { id, data, rooms: new Set(rooms) };
    this.members.set(id, member);
    this.report('joined', member);
  }

  /** @param room without it, all rooms */
  private exit(id: string, room?: string): void {
    const member = this.members.get(id);
    if (!member) return;
    if (room !== undefined) member.rooms.delete(room);
    if (room !== undefined && member.rooms.size > 0) return;
    this.members.delete(id);
    this.report('left', member);
  }

  private readonly compare = async (): Promise<void> => {
    if (this.host.isClosed) {
      for (const subscriber of [...this.subscribers]) subscriber.complete();
      return;
    }
    if (this.changed) return;
    const changed = new Set<string>();
    this.changed = changed;
    const { adapter } = this.namespace;
    try {
      if (this.isElsewhere) adapter.serverSideEmit([WATCH, this.rooms, this.intervalMs * KEPT_INTERVALS]);
      const found = await fetchSockets(this.namespace, copySelection(this.selection));
      if (!this.isStopped) this.apply(found, changed);
    } catch (error) {
      if (this.isStopped || this.host.isClosed) return;
      // A process that has just crashed does not reply; the next comparison no longer waits for it.
      logger.warn(`The clients in the watched rooms could not be fetched: ${errorMessage(error)}`);
    } finally {
      this.changed = undefined;
    }
  };

  private apply(found: readonly FetchedSocket[], changed: ReadonlySet<string>): void {
    const present = new Set(found.map(({ id }) => id));
    for (const { id, data, rooms } of found) {
      if (changed.has(id)) continue;
      const watched = this.rooms[0] === EVERYBODY ? this.rooms : [...rooms].filter((room) => this.rooms.includes(room));
      this.enter(id, data, watched);
    }
    for (const id of this.members.keys()) if (!present.has(id) && !changed.has(id)) this.exit(id);
    if (this.hasReported) return;
    this.hasReported = true;
    this.report('here', undefined);
  }

  private report(type: RoomChange['type'], member: WatchedClient | undefined): void {
    if (!this.hasReported) return;
    const change = this.change(type, member);
    // A subscriber may subscribe or unsubscribe meanwhile.
    for (const subscriber of [...this.subscribers]) subscriber.next(change);
  }

  private change(type: RoomChange['type'], member: WatchedClient | undefined): RoomChange {
    const show = ({ id, data }: RoomClient): RoomClient => ({ id, data });
    return { type, client: member && show(member), clients: [...this.members.values()].map(show) };
  }
}
