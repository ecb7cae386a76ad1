import { startRedis } from '@portico/test-support';
import { broadcastLoad, OF_SOCKET_IO, PLAIN, sharedBroadcastLoad } from '../load/broadcast.js';
import { echoLoad, openPlain, openPortico1 } from '../load/echo.js';
import { upgradeLoad } from '../load/upgrades.js';
import { engineBinary } from '../measure/engine-binary.js';
import { type Kind, kinds } from '../measure/kinds.js';
import { LoadedSubjects } from '../measure/loaded-subjects.js';
import { loadFigures } from '../measure/measure-load.js';
import { memoryPerConnection } from '../measure/memory-per-connection.js';
import type { Suite, Work } from '../measure/work.js';
import { message } from './message.js';

const IDLE_CONNECTIONS = 10_000;

function echo(name: string, event: string, inFlight: number): Work {
  const text = JSON.stringify({ event, data: message });
  return {
    name,
    kinds,
    figures: loadFigures(),
    start: (kind) => {
      const load = (port: number) =>
        echoLoad(port, { inFlight, open: () => openPlain(port), message: text, answer: text });
      return LoadedSubjects.start(kind, { file: kind === 'bare' ? 'bare/ws' : 'framework/ws' }, load);
    },
  };
}

const broadcast: Work = {
  name: 'ws broadcast to 1,000 clients, 10 messages per tick',
  kinds,
  figures: loadFigures(),
  start: (kind) => LoadedSubjects.start(kind, { file: broadcastFiles[kind] }, (port) => broadcastLoad(port)),
};

const broadcastFiles: Readonly<Record<Kind, string>> = {
  bare: 'bare/broadcast',
  portico: 'portico/broadcast',
  nestjs: 'framework/broadcast',
};

/** Against the loop that is written without rooms. */
const withoutNest: readonly Kind[] = ['bare', 'portico'];

const roomBroadcast: Work = {
  name: 'ws room broadcast to 1,000 clients, 10 messages per tick',
  kinds: withoutNest,
  figures: loadFigures(),
  start: (kind) =>
    LoadedSubjects.start(kind, { file: kind === 'bare' ? 'bare/broadcast' : 'portico/rooms' }, (port) =>
      broadcastLoad(port),
    ),
};

/** A request of portico.1 against a documented message, whose handler returns an event. */
const request: Work = {
  name: 'portico.1 request, 16 in flight',
  kinds: withoutNest,
  baseName: 'documented echo of Portico',
  figures: loadFigures(),
  start: (kind) => {
    const asked = kind === 'bare' ? { event: 'echo', data: message } : { event: 'request', data: message, id: 1 };
    const answer = kind === 'bare' ? asked : { id: 1, data: message };
    const texts = { message: JSON.stringify(asked), answer: JSON.stringify(answer) };
    const open = kind === 'bare' ? openPlain : openPortico1;
    const load = (port: number) => echoLoad(port, { inFlight: 16, open, ...texts });
    return LoadedSubjects.start('portico', { file: 'portico/requests' }, load);
  },
};

/** The same gateway on socket.io, whose rooms are its own. */
const roomsOfSocketIo: Work = {
  name: 'ws room broadcast against rooms of socket.io, 1,000 clients, 10 messages per tick',
  kinds: withoutNest,
  baseName: 'socket.io',
  figures: loadFigures(),
  start: (kind) =>
    kind === 'bare'
      ? LoadedSubjects.start('portico', { file: 'portico/rooms-socket-io' }, (port) =>
          broadcastLoad(port, OF_SOCKET_IO),
        )
      : LoadedSubjects.start('portico', { file: 'portico/rooms' }, (port) => broadcastLoad(port)),
};

/** Two processes with half of the clients each; the time of Redis is not counted. */
const sharedRooms: Work = {
  name: 'room broadcast from two processes through Redis, 1,000 clients, 10 messages per tick',
  kinds: withoutNest,
  baseName: 'socket.io with the same adapter',
  figures: loadFigures(),
  async start(kind) {
    const redis = await startRedis(engineBinary('redis-server'));
    const library = kind === 'bare' ? 'socket.io' : 'ws';
    const subject = { file: 'portico/shared-rooms', arguments: [library, redis.url] };
    const load = (...ports: number[]) => sharedBroadcastLoad(ports, library === 'ws' ? PLAIN : OF_SOCKET_IO);
    return LoadedSubjects.start('portico', [subject, subject], load, () => redis.stop());
  },
};

/** Against `verifyClient` of ws. */
const upgrades: Work = {
  name: 'ws upgrades with a guard on the connection',
  kinds: withoutNest,
  figures: loadFigures(),
  // Upgrades per second are a tenth of messages per second: V8 optimizes the code later.
  warmUpFactor: 4,
  start: (kind) =>
    LoadedSubjects.start(kind, { file: kind === 'bare' ? 'bare/upgrades' : 'portico/upgrades' }, upgradeLoad),
};

const idle = idleClients('ws idle connections, 10,000', kinds, 'framework/ws');
const idleInRooms = idleClients('ws idle connections in rooms, 10,000', withoutNest, 'portico/rooms');

function idleClients(name: string, measured: readonly Kind[], own: string): Work {
  return {
    name,
    kinds: measured,

    figures: [{ name: 'memory per connection', unit: 'bytes', base: 'bare' }],
    measure: async (kind) => ({
      'memory per connection': await memoryPerConnection(kind, kind === 'bare' ? 'bare/ws' : own, IDLE_CONNECTIONS),
    }),
  };
}

export const websocket: Suite = {
  name: 'websocket',
  title: 'WebSocket (ws)',
  works: [
    echo('ws echo, 1 in flight', 'echo', 1),
    echo('ws echo, 16 in flight', 'echo', 16),
    echo('ws echo with guard, interceptor, pipe, 8 in flight', 'enhanced', 8),
    broadcast,
    roomBroadcast,
    roomsOfSocketIo,
    sharedRooms,
    request,
    upgrades,
    idle,
    idleInRooms,
  ],
};
