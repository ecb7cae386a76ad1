import { openPlain } from '../load/echo.js';
import { openSocketIo } from '../load/socket-io.js';
import { openMany, type WebSocketClient } from '../load/websocket-client.js';
import { ClosedByServerError, clientFrame } from '../load/websocket-frames.js';
import type { Library } from './drain-report.js';

/** How clients of a library send a request, and what of it the reply has. */
interface Protocol {
  open(port: number): Promise<WebSocketClient>;
  request(id: number, ms: number): string;
  /** @returns `undefined` if the text is not a reply */
  replyTo(text: string): number | undefined;
  /** The text by which the library announces the end of a connection. */
  readonly end?: string;
}

const PROTOCOLS: Readonly<Record<Library, Protocol>> = {
  ws: {
    open: openPlain,
    request: (id, ms) => JSON.stringify({ event: 'work', data: { id, ms } }),
    replyTo(text) {
      const { event, data } = JSON.parse(text) as { event: string; data: number };
      return event === 'done' ? data : undefined;
    },
  },
  'socket.io': {
    open: openSocketIo,
    request: (id, ms) => `42${id}${JSON.stringify(['work', { id, ms }])}`,
    replyTo(text) {
      const [, id, data] = /^43(\d+)\[(\d+)\]$/.exec(text) ?? [];
      return id !== undefined && id === data ? Number(id) : undefined;
    },
    end: '41',
  },
};

/** What the clients have seen. */
export interface DrainCounts {
  /** Clients that received their one reply. */
  answered: number;
  /** Clients whose connection ended before their reply. */
  lost: number;
  /** Replies that were not requested, or arrived twice. */
  wrong: number;
  /** Clients by how their connection ended: the close code, or what the library sent. */
  readonly ends: Record<string, number>;
  /** By the clock of `performance.now()`. */
  lastReplyAt: number;
}

/** Clients with one request each. */
export class WaitingClients {
  readonly counts: DrainCounts = { answered: 0, lost: 0, wrong: 0, ends: {}, lastReplyAt: 0 };

  private constructor(
    private readonly clients: readonly WebSocketClient[],
    private readonly protocol: Protocol,
  ) {}

  static async open(library: Library, port: number, count: number): Promise<WaitingClients> {
    const protocol = PROTOCOLS[library];
    return new WaitingClients(await openMany(count, () => protocol.open(port)), protocol);
  }

  /** Sends the request of each client. @returns resolves when all connections have ended */
  async request(durations: readonly number[]): Promise<void> {
    await Promise.all(this.clients.map((client, id) => this.follow(client, id, durations[id]!)));
  }

  private async follow(client: WebSocketClient, id: number, ms: number): Promise<void> {
    const { counts, protocol } = this;
    let replies = 0;
    let end: string | undefined;
    client.onText = (payload) => {
      const text = payload.toString();
      if (text === protocol.end) {
        end = text;
        return;
      }
      const reply = protocol.replyTo(text);
      if (reply === undefined) return;
      replies += 1;
      counts.lastReplyAt = performance.now();
      if (reply !== id || replies > 1) counts.wrong += 1;
    };
    client.onChunk = () => undefined;
    const ended = new Promise<Error>((resolve) => {
      client.onFailure = resolve;
    });
    client.send(clientFrame(protocol.request(id, ms)));
    const failure = client.failure ?? (await ended);
    end ??= failure instanceof ClosedByServerError ? String(failure.code) : 'without a close frame';
    counts.ends[end] = (counts.ends[end] ?? 0) + 1;
    if (replies === 0) counts.lost += 1;
    else counts.answered += 1;
  }
}
