import type { Announced, Held } from '../../subjects/announcement.js';
import type { Kind } from '../measure/kinds.js';
import { spread } from '../measure/statistics.js';
import { SubjectProcess } from '../measure/subject-process.js';
import type { Clients } from './clients.js';
import { openSockets } from './clients-process.js';
import { openStreams } from './streams.js';

/** Real connections from other processes, or streams in the process of the server. */
export type Over = 'sockets' | 'streams';

export interface IdleConnections {
  /** Bytes of resident memory for each connection. */
  readonly memory: number;
  /** Bytes of the heap and of buffers for each connection. */
  readonly inUse: number;
  /** Microseconds for one delivery of an event that is sent to all, as processor time and by the clock. */
  readonly cpu: number;
  readonly elapsed: number;
  /** What was added by the connections: resources of the event loop that are not connections, for all of them. */
  readonly timers: number;
  /** For each of them. */
  readonly listeners: number;
  readonly ownListeners: number;
}

const WARM_UP_CONNECTIONS = 500;
const WARM_UP_ANNOUNCEMENTS = 5;
const ANNOUNCEMENTS = 15;

/** Opens idle connections to a subject, measures what they cost, and sends events to all of them. */
export async function measureIdleConnections(kind: Kind, over: Over, count: number): Promise<IdleConnections> {
  const subject = await SubjectProcess.start(kind, { file: `${kind}/idle-clients`, nodeOptions: ['--expose-gc'] });
  try {
    const warmUp = await open(subject, over, WARM_UP_CONNECTIONS);
    await announce(subject, warmUp, WARM_UP_ANNOUNCEMENTS);
    await warmUp.close();
    await subject.call<Held>('closeAll');
    const idle = await subject.call<Held>('look');
    const before = await subject.usageAfterCollection();
    const clients = await open(subject, over, count);
    const after = await subject.usageAfterCollection();
    const held = await subject.call<Held>('look');
    if (held.clients !== count) throw new Error(`The subject has ${held.clients} clients, not ${count}.`);
    await announce(subject, clients, WARM_UP_ANNOUNCEMENTS);
    const announced = await announce(subject, clients, ANNOUNCEMENTS);
    await clients.close();
    return {
      memory: (after.rss - before.rss) / count,
      inUse: (after.inUse - before.inUse) / count,
      cpu: spread(announced.map(({ cpu }) => cpu)).median / count,
      elapsed: spread(announced.map(({ elapsed }) => elapsed)).median / count,
      timers: timersOf(held) - timersOf(idle),
      listeners: held.listeners,
      ownListeners: held.ownListeners,
    };
  } finally {
    await subject.stop();
  }
}

function open(subject: SubjectProcess, over: Over, count: number): Promise<Clients> {
  return over === 'sockets' ? openSockets(subject.port, count) : openStreams(subject, count);
}

/** One announcement after the other, each when the last one has arrived everywhere. */
async function announce(subject: SubjectProcess, clients: Clients, times: number): Promise<Announced[]> {
  const announced: Announced[] = [];
  for (let time = 0; time < times; time += 1) {
    const announcement = await subject.call<Announced>('announce');
    await clients.received(announcement);
    announced.push(announcement);
  }
  return announced;
}

/** `Immediate` is that of the question itself. */
function timersOf({ resources }: Held): number {
  return resources['Timeout'] ?? 0;
}
