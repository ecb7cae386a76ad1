import { startRedis } from '@portico/test-support';
import { askForEvents } from '../load/ask-for-events.js';
import { PLAIN, sharedBroadcastLoad } from '../load/broadcast.js';
import { echoLoad, openPlain } from '../load/echo.js';
import type { Load } from '../load/load.js';
import { openMany, type WebSocketClient } from '../load/websocket-client.js';
import { clientFrame } from '../load/websocket-frames.js';
import { engineBinary } from '../measure/engine-binary.js';
import { LoadedSubjects } from '../measure/loaded-subjects.js';
import { measureLoad } from '../measure/measure-load.js';
import { memoryPerConnection } from '../measure/memory-per-connection.js';
import { SubjectProcess } from '../measure/subject-process.js';
import type { Timing } from '../measure/work.js';
import type { Growth } from './growth.js';

const FILE = 'portico/growth';
const ROOM_CLIENTS = 100;
const BROADCASTS_PER_TICK = 100;
const ECHO = JSON.stringify({ event: 'echo-last', data: { id: '7', name: 'Tom' } });

/** Microseconds of processor time for one operation of a load. */
async function cost(
  start: (port: number) => Promise<Load>,
  timing: Timing,
  args: readonly number[] = [],
): Promise<number> {
  const sample = await measureLoad(
    () => LoadedSubjects.start('portico', { file: FILE, arguments: args }, start),
    timing,
  );
  return 1e6 / sample['per CPU second']!;
}

function echo(port: number): Promise<Load> {
  return echoLoad(port, { inFlight: 4, open: openPlain, message: ECHO, answer: ECHO });
}

/** 100 clients, of which each is in its part of the rooms. */
async function clientsInRooms(port: number, rooms: number): Promise<WebSocketClient[]> {
  const clients = await openMany(ROOM_CLIENTS, () => openPlain(port));
  const count = rooms / ROOM_CLIENTS;
  for (const [index, client] of clients.entries()) await join(client, index * count, count);
  return clients;
}

async function join(client: WebSocketClient, first: number, count: number): Promise<void> {
  const joined = client.next();
  client.send(clientFrame(JSON.stringify({ event: 'join', data: { first, count } })));
  await joined;
}

const connectionMemory: Growth = {
  name: 'connections-memory',
  of: 'connections',
  cost: 'memory of one connection',
  unit: 'bytes',
  steps: [1_000, 5_000, 10_000, 19_000],
  measure: (connections) => memoryPerConnection('portico', FILE, connections, { warmUp: 500 }),
};

const connectionBroadcast: Growth = {
  name: 'connections-broadcast',
  of: 'connections',
  cost: 'one delivery of an event to all',
  unit: 'µs',
  steps: [100, 1_000, 10_000, 19_000],
  measure: (connections, timing) =>
    cost(
      async (port) =>
        askForEvents(await openMany(connections, () => openPlain(port)), '{"event":"announce"}', connections),
      timing,
    ),
};

const rooms: Growth = {
  name: 'rooms',
  of: 'rooms',
  cost: 'one event to a room with one client',
  unit: 'µs',
  steps: [100, 1_000, 10_000, 100_000],
  measure: (count, timing) =>
    cost(
      async (port) =>
        askForEvents(
          await clientsInRooms(port, count),
          JSON.stringify({ event: 'tick', data: count }),
          BROADCASTS_PER_TICK,
        ),
      timing,
    ),
};

const roomsOfClient: Growth = {
  name: 'rooms-of-a-client',
  of: 'rooms of a client',
  cost: 'joining and leaving one more',
  unit: 'µs',
  steps: [1, 10, 100, 900],
  measure: (count, timing) =>
    cost(async (port) => {
      const open = async () => {
        const client = await openPlain(port);
        await join(client, 0, count);
        return client;
      };
      return echoLoad(port, {
        inFlight: 1,
        open,
        message: '{"event":"enter-and-leave"}',
        answer: '{"event":"left","data":null}',
      });
    }, timing),
};

const handlers: Growth = {
  name: 'handlers',
  of: 'handlers of a gateway',
  cost: 'one echo of the last one',
  unit: 'µs',
  steps: [1, 10, 100, 1_000],
  measure: (count, timing) => cost(echo, timing, [1, count]),
};

const gateways: Growth = {
  name: 'gateways',
  of: 'gateways on one path',
  cost: 'one echo of the last one',
  unit: 'µs',
  steps: [1, 10, 100],
  measure: (count, timing) => cost(echo, timing, [count, 1]),
};

/** Processor time of all processes; that of Redis is not counted. */
const processes: Growth = {
  name: 'processes',
  of: 'processes with Redis',
  cost: 'one delivery of an event to all',
  unit: 'µs',
  steps: [1, 2, 4],
  async measure(count, timing) {
    const redis = await startRedis(engineBinary('redis-server'));
    const subject = { file: 'portico/shared-rooms', arguments: ['ws', redis.url] };
    const subjects = Array.from({ length: count }, () => subject);
    const load = (...ports: number[]) => sharedBroadcastLoad(ports, PLAIN);
    const start = () => LoadedSubjects.start('portico', subjects, load, () => redis.stop());
    const sample = await measureLoad(start, timing);
    return 1e6 / sample['per CPU second']!;
  },
};

const modules: Growth = {
  name: 'modules',
  of: 'modules',
  cost: 'start of one module',
  unit: 'ms',
  steps: [50, 400, 3_200],
  async measure(count) {
    const subject = await SubjectProcess.start('portico', { file: 'framework/tree-context', arguments: [count] });
    await subject.stop();
    return subject.ready.elapsed! / count;
  },
};

export const growths: readonly Growth[] = [
  connectionMemory,
  connectionBroadcast,
  rooms,
  roomsOfClient,
  handlers,
  gateways,
  processes,
  modules,
];
