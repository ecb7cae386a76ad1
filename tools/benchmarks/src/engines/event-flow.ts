import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil, withTimeout } from '@portico/test-support';
import { openPlain } from '../load/echo.js';
import { closeAll, type WebSocketClient } from '../load/websocket-client.js';
import { clientFrame } from '../load/websocket-frames.js';

const TIMEOUT_MS = 20_000;

/** Events from a client of one process to a client of another. */
export class EventFlow {
  private arrived = 0;
  private expected = 0;
  private whenArrived: () => void = () => undefined;
  private lastDelay = 0;

  private constructor(
    private readonly sender: WebSocketClient,
    private readonly receiver: WebSocketClient,
  ) {
    receiver.onText = (payload) => {
      this.arrived += 1;
      // The head of a long text is enough.
      const at = Number(/"at":(\d+)/.exec(payload.toString('latin1', 0, 100))?.[1]);
      this.lastDelay = Number(process.hrtime.bigint() / 1_000n) - at;
      if (this.arrived === this.expected) this.whenArrived();
    };
    receiver.onChunk = () => undefined;
  }

  /** Connects, and waits until events of the one process reach the other. */
  static async open(senderPort: number, receiverPort: number): Promise<EventFlow> {
    const receiver = await openPlain(receiverPort);
    const entered = receiver.next();
    receiver.send(clientFrame('{"event":"enter"}'));
    await entered;
    const flow = new EventFlow(await openPlain(senderPort), receiver);
    await waitUntil(
      () => {
        flow.ask(1, 0);
        return flow.arrived > 0;
      },
      { timeout: TIMEOUT_MS, interval: 200, what: 'event from the other process' },
    );
    await flow.quiet();
    return flow;
  }

  /**
   * Sends so many events at once, and waits for all of them.
   *
   * @param bytes the length of their text
   * @returns how long the last one took, in microseconds
   * @throws if some do not arrive
   */
  async send(count: number, bytes: number): Promise<number> {
    this.arrived = 0;
    this.expected = count;
    const all = new Promise<void>((resolve) => {
      this.whenArrived = resolve;
    });
    this.ask(count, bytes);
    await withTimeout(all, `${count} events of ${bytes} bytes`, TIMEOUT_MS);
    return this.lastDelay;
  }

  close(): void {
    closeAll([this.sender, this.receiver]);
  }

  /** Waits until what was sent before has arrived. */
  private async quiet(): Promise<void> {
    for (let before = -1; before !== this.arrived; ) {
      before = this.arrived;
      await delay(500);
    }
  }

  private ask(count: number, bytes: number): void {
    this.sender.send(clientFrame(JSON.stringify({ event: 'publish', data: { count, bytes } })));
  }
}
