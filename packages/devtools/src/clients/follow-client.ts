import type { DiscardedMessageEvent, GatewayClient, GatewayServerStatus, MessageTrace } from '@portico/websockets';
import type { EventStream } from '../http/event-stream.js';
import { RequestFailure } from '../http/failure.js';
import type { ClientFollower, GatewayObserver } from '../live/gateway-observer.js';
import type { ClientEvents, ClientMessage } from '../protocol/clients.js';
import { showData, showText } from '../show-data.js';

/** The maximum number of messages that a page receives per second. */
const MAX_PER_SECOND = 200;
const SECOND_MS = 1_000;

/** @throws RequestFailure 404 */
export function findClient(status: GatewayServerStatus, id: string): GatewayClient {
  for (const { client } of status.connected()) if (client.id === id) return client;
  throw new RequestFailure(404, `No client with the id ${JSON.stringify(id)} is connected to this server.`);
}

/** Sends the messages of one client to a page until one of the two disconnects. */
export function followClient(client: GatewayClient, page: EventStream, observer: GatewayObserver): void {
  const follower = new PageFollower(page);
  const stop = observer.follow(client, follower);
  const onLeft = (): void => {
    follower.left();
    page.close();
  };
  client.signal.addEventListener('abort', onLeft);
  page.onceClosed(() => {
    stop();
    client.signal.removeEventListener('abort', onLeft);
  });
  if (client.signal.aborted) onLeft();
}

class PageFollower implements ClientFollower {
  private sent = 0;
  private skipped = 0;
  private since = Date.now();

  constructor(private readonly page: EventStream) {}

  completed(trace: MessageTrace, milliseconds: number): void {
    this.sendMessage(() => ({
      event: trace.event,
      data: showData(trace.data),
      outcome: trace.outcome ?? 'completed',
      gateway: trace.gateway.name,
      handler: trace.handler,
      duration: milliseconds,
      ...(trace.error !== undefined && { error: describeError(trace.error) }),
    }));
  }

  discarded({ event, data, reason }: DiscardedMessageEvent): void {
    this.sendMessage(() => ({
      event: showText(event ?? ''),
      data: showData(data),
      outcome: 'discarded',
      reason,
    }));
  }

  left(): void {
    this.report();
    this.send('left', { at: Date.now() });
  }

  /** @param describe called only for messages that are sent, because they may be large */
  private sendMessage(describe: () => Omit<ClientMessage, 'at'>): void {
    const at = Date.now();
    if (at - this.since >= SECOND_MS) {
      this.report();
      this.since = at;
      this.sent = 0;
    }
    if (this.sent >= MAX_PER_SECOND || this.page.isBehind) {
      this.skipped += 1;
      return;
    }
    this.sent += 1;
    this.send('message', { at, ...describe() });
  }

  /** Reports the number of skipped messages, if any. */
  private report(): void {
    if (this.skipped === 0) return;
    this.send('skipped', { at: Date.now(), count: this.skipped });
    this.skipped = 0;
  }

  private send<E extends keyof ClientEvents>(event: E, data: ClientEvents[E]): void {
    this.page.send(event, data);
  }
}

function describeError(error: unknown): { name: string; message: string } {
  try {
    if (error instanceof Error) return { name: showText(error.name), message: showText(error.message) };
  } catch {
    // Members of the error throw.
  }
  return { name: typeof error, message: showText(error) };
}
