import type {
  ClientDescription,
  ClientMessage,
  ClientPage,
  HandlerSnapshot,
  RoomPage,
  ServerSnapshot,
  Snapshot,
} from '../../src/protocol.js';

/** A deterministic value, so that screenshots do not differ. */
function wave(at: number, period: number, phase: number): number {
  return (Math.sin((at / 1000 / period + phase) * 2 * Math.PI) + 1) / 2;
}

export const CLIENTS = 10_000;

export function fakeSnapshot(at: number, start: string): Snapshot {
  return {
    at,
    start,
    servers: [
      server('ws:/', 'ws', '/', ['ChatGateway'], CLIENTS, at, 0),
      server('io:/orders', 'socket.io', '/orders on /socket.io', ['OrdersGateway'], 312, at, 0.3),
      server('ws:/tree', 'ws', '/tree on port 3001', ['TreeGateway'], 4, at, 0.6),
    ],
    process: {
      memory: { rss: 312_000_000 + wave(at, 40, 0) * 30_000_000, heapUsed: 184_000_000, heapTotal: 240_000_000 },
      cpu: 0.2 + 0.3 * wave(at, 17, 0.2),
      eventLoopDelay: { mean: 1.2 + wave(at, 9, 0), max: 12 + 10 * wave(at, 13, 0) },
      uptime: 3600,
    },
  };
}

function server(
  id: string,
  adapter: string,
  place: string,
  gateways: string[],
  clients: number,
  at: number,
  phase: number,
): ServerSnapshot {
  const load = clients / CLIENTS;
  const perSecond = Math.round(load * (2400 + 1800 * wave(at, 30, phase) + 300 * wave(at, 3, phase)));
  return {
    id,
    adapter,
    place,
    gateways,
    clients,
    rooms: Math.ceil(clients / 12),
    messagesPerSecond: perSecond,
    accepted: 1_204_331,
    completed: 1_203_900,
    failed: Math.round(load * 431),
    running: Math.round(load * 37 * wave(at, 5, phase)),
    streaming: Math.round(load * 210),
    queued: Math.round(load * 90 * wave(at, 11, phase)),
    bufferedBytes: Math.round(load * 4_800_000 * wave(at, 8, phase)),
    discarded: clients > 1000 ? { 'queue full': 120, 'no handler': 43, 'client disconnected': 9 } : {},
    refused: clients > 1000 ? 17 : 0,
    handlers: gateways.flatMap((gateway) => handlersOf(gateway, perSecond)),
  };
}

function handlersOf(gateway: string, perSecond: number): HandlerSnapshot[] {
  const times: [string, number, number, number, number][] = [
    ['say', 1.1, 9.4, 61, 3],
    ['history', 18, 230, 1310, 12],
    ['leave', 0.08, 0.6, 4, 0],
  ];
  return times.map(([event, p50, p99, max, failed], index) => ({
    event,
    gateway,
    handler: event,
    calls: 40_000 - index * 9000,
    failed,
    perSecond: perSecond / (index + 2),
    p50,
    p99,
    max,
  }));
}

export function fakeClient(index: number): ClientDescription {
  const room = `room-${index % 830}`;
  return {
    id: `client-${String(index).padStart(5, '0')}`,
    address: `10.${Math.floor(index / 65_536)}.${Math.floor(index / 256) % 256}.${index % 256}`,
    connectedAt: Date.UTC(2026, 10, 27) - index * 1000,
    rooms: [room, 'everybody'],
    roomCount: index % 50 === 0 ? 60 : 2,
    bufferedBytes: index % 100 === 0 ? 180_000 : 0,
    url: `/?team=${index % 7}`,
    params: {},
  };
}

const ALL = Array.from({ length: CLIENTS }, (_, index) => fakeClient(index));

export function fakeClientPage(query: URLSearchParams): ClientPage {
  const search = query.get('search') ?? '';
  const room = query.get('room');
  const offset = Number(query.get('offset') ?? 0);
  const limit = Math.min(500, Number(query.get('limit') ?? 100));
  const counts: Record<string, number> = { 'io:/orders': 312, 'ws:/tree': 4 };
  const all = ALL.slice(0, counts[query.get('server') ?? ''] ?? CLIENTS);
  const found = all.filter(
    (client) =>
      (room === null || client.rooms.includes(room)) &&
      [client.id, client.address, client.url, ...client.rooms].some((text) => text?.includes(search)),
  );
  return { total: found.length, offset, clients: found.slice(offset, offset + limit) };
}

export function fakeRoomPage(query: URLSearchParams): RoomPage {
  const search = query.get('search') ?? '';
  const all = [
    { name: 'everybody', clients: CLIENTS },
    ...Array.from({ length: 830 }, (_, index) => ({ name: `room-${index}`, clients: index < 40 ? 13 : 12 })),
  ].filter(({ name }) => name.includes(search));
  return { total: all.length, offset: 0, rooms: all.slice(0, Number(query.get('limit') ?? 100)) };
}

export function fakeMessage(number: number): ClientMessage {
  const failed = number % 4 === 3;
  return {
    at: Date.now(),
    event: failed ? 'history' : 'say',
    data: { text: JSON.stringify({ text: `message ${number}`, mood: 'calm' }) },
    outcome: failed ? 'failed' : 'completed',
    gateway: 'ChatGateway',
    handler: failed ? 'history' : 'say',
    duration: 1.4 + number,
    ...(failed && { error: { name: 'WsException', message: 'The history is not available.' } }),
  };
}
