import { closeAll, openMany, type WebSocketClient } from '../load/websocket-client.js';

/** What is sent, and how often. */
export interface OpenLoop {
  readonly frame: Buffer;
  /** Messages per second of all connections. */
  readonly rate: number;
  readonly seconds: number;
}

/** A connection, and when its messages without a reply should have been sent. */
class Lane {
  private readonly scheduled: number[] = [];
  private oldest = 0;

  constructor(
    private readonly client: WebSocketClient,
    note: (scheduledAt: number) => void,
  ) {
    client.onText = () => {
      note(this.scheduled[this.oldest]!);
      this.oldest += 1;
      if (this.oldest === this.scheduled.length) this.clear();
    };
    client.onChunk = () => undefined;
  }

  send(frame: Buffer, scheduledAt: number): void {
    this.scheduled.push(scheduledAt);
    this.client.send(frame);
  }

  private clear(): void {
    this.scheduled.length = 0;
    this.oldest = 0;
  }
}

/**
 * Sends messages at a fixed rate, whether or not the server keeps up: a message that is sent late, or waits for others, counts from the
 * time at which it should have been sent, as a user would count (without coordinated omission).
 */
export class OpenLoopClients {
  private latencies: number[] = [];
  private readonly lanes: readonly Lane[];

  private constructor(private readonly clients: readonly WebSocketClient[]) {
    const note = (scheduledAt: number): void => void this.latencies.push(performance.now() - scheduledAt);
    this.lanes = clients.map((client) => new Lane(client, note));
  }

  static async open(count: number, open: () => Promise<WebSocketClient>): Promise<OpenLoopClients> {
    return new OpenLoopClients(await openMany(count, open));
  }

  /**
   * Sends for some seconds, one connection after the other, and waits for all replies.
   *
   * @returns the time of each reply since its message should have been sent, in milliseconds
   * @throws if the server ends a connection
   */
  async run({ frame, rate, seconds }: OpenLoop): Promise<Float64Array> {
    this.latencies = [];
    const total = Math.round(rate * seconds);
    const begin = performance.now();
    const dueAt = (index: number): number => begin + (index * 1_000) / rate;
    await new Promise<void>((resolve, reject) => {
      let sent = 0;
      // A timer would be late by up to a millisecond, so this process asks for the time in each iteration.
      const turn = (): void => {
        const now = performance.now();
        for (; sent < total && dueAt(sent) <= now; sent += 1) {
          this.lanes[sent % this.lanes.length]!.send(frame, dueAt(sent));
        }
        const failed = this.clients.find(({ failure }) => failure);
        if (failed) reject(failed.failure);
        else if (this.latencies.length === total) resolve();
        else setImmediate(turn);
      };
      turn();
    });
    return Float64Array.from(this.latencies);
  }

  close(): void {
    closeAll(this.clients);
  }
}
