import { create } from 'zustand';
import { openStream } from '../api/event-stream.js';
import type { LiveEvents, ServerSnapshot, Snapshot } from '../api/protocol.js';
import { useServer } from './server.js';

/** Ten minutes of snapshots. */
export const HISTORY = 600;

/** One line of a chart. */
export interface Series {
  readonly at: number[];
  readonly messages: number[];
  readonly clients: number[];
  readonly queued: number[];
}

interface LiveState {
  readonly snapshot: Snapshot | undefined;
  /** By id of the server; `''` is the sum of all servers. Values are appended to the same arrays, so only `snapshot` changes. */
  readonly history: ReadonlyMap<string, Series>;
}

export const useLive = create<LiveState>(() => ({ snapshot: undefined, history: new Map() }));

/** Reads the snapshots while the page is open. They also show whether the server can be reached. */
export function readLive(): () => void {
  const { connected, lost, restarted } = useServer.getState();
  return openStream<LiveEvents>(
    'live',
    {
      snapshot: (snapshot) => {
        restarted(snapshot.start);
        const history = new Map(useLive.getState().history);
        for (const server of snapshot.servers) append(history, server.id, snapshot.at, server);
        append(history, '', snapshot.at, totalOf(snapshot.servers));
        useLive.setState({ snapshot, history });
      },
    },
    { opened: connected, lost },
  );
}

export interface Total {
  readonly clients: number;
  readonly rooms: number;
  readonly messagesPerSecond: number;
  readonly running: number;
  readonly streaming: number;
  readonly queued: number;
  readonly bufferedBytes: number;
  readonly failed: number;
  readonly discarded: number;
  readonly refused: number;
}

export function totalOf(servers: readonly ServerSnapshot[]): Total {
  const sum = (read: (server: ServerSnapshot) => number): number =>
    servers.reduce((total, server) => total + read(server), 0);
  return {
    clients: sum((server) => server.clients),
    rooms: sum((server) => server.rooms),
    messagesPerSecond: sum((server) => server.messagesPerSecond),
    running: sum((server) => server.running),
    streaming: sum((server) => server.streaming),
    queued: sum((server) => server.queued),
    bufferedBytes: sum((server) => server.bufferedBytes),
    failed: sum((server) => server.failed),
    discarded: sum((server) => discardedBy(server)),
    refused: sum((server) => server.refused),
  };
}

export function discardedBy(server: ServerSnapshot): number {
  return Object.values(server.discarded).reduce((total, count) => total + count, 0);
}

type Point = Pick<Total, 'clients' | 'messagesPerSecond' | 'queued'>;

function append(history: Map<string, Series>, id: string, at: number, point: Point): void {
  const series = history.get(id) ?? { at: [], messages: [], clients: [], queued: [] };
  series.at.push(at / 1000);
  series.messages.push(point.messagesPerSecond);
  series.clients.push(point.clients);
  series.queued.push(point.queued);
  if (series.at.length > HISTORY) for (const values of Object.values(series)) values.shift();
  history.set(id, series);
}
