import { openPlain } from '../load/echo.js';
import { closeAll, openMany, type WebSocketClient } from '../load/websocket-client.js';
import { percentile } from '../measure/percentile.js';

/** Clients that read as fast as they can, and note how long each message took from the server's call to them. */
export class DelayMeter {
  private delays: number[] = [];

  private constructor(private readonly clients: readonly WebSocketClient[]) {
    for (const client of clients) {
      client.onText = (payload) => {
        const { data } = JSON.parse(payload.toString('latin1')) as { data: number };
        this.delays.push(Number(process.hrtime.bigint() / 1_000n) - data);
      };
      client.onChunk = () => undefined;
    }
  }

  static async open(port: number, count: number): Promise<DelayMeter> {
    return new DelayMeter(await openMany(count, () => openPlain(port)));
  }

  /** Forgets what was noted. */
  reset(): void {
    this.delays = [];
  }

  /** The delay that so large a share of all messages did not exceed, in microseconds. */
  percentile(share: number): number {
    return percentile(Float64Array.from(this.delays), share);
  }

  close(): void {
    closeAll(this.clients);
  }
}
