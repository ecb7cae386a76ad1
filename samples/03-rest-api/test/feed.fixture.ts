import { withTimeout } from '@portico/test-support';

export interface FeedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: any;
}

/** Reads server-sent events like a browser. */
export class Feed {
  retry: number | undefined;
  private readonly unread: FeedEvent[] = [];
  private wake: () => void = () => undefined;
  readonly ended: Promise<void>;

  private constructor(
    body: ReadableStream<Uint8Array>,
    private readonly abort: AbortController,
  ) {
    this.ended = this.read(body).catch(() => undefined);
  }

  /** @param lastId the id of the last event, which a browser sends when it reconnects */
  static async open(url: string, lastId?: string): Promise<Feed> {
    const abort = new AbortController();
    const response = await fetch(`${url}/api/v2/changes`, {
      signal: abort.signal,
      headers: lastId === undefined ? {} : { 'last-event-id': lastId },
    });
    if (!response.headers.get('content-type')?.startsWith('text/event-stream'))
      throw new Error('The reply is not an event stream.');
    return new Feed(response.body as ReadableStream<Uint8Array>, abort);
  }

  /** Resolves to the next unread event. */
  next(): Promise<FeedEvent> {
    const found = async (): Promise<FeedEvent> => {
      while (this.unread.length === 0)
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      return this.unread.shift() as FeedEvent;
    };
    return withTimeout(found(), 'event');
  }

  close(): void {
    this.abort.abort();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() as string;
      for (const block of blocks) this.take(block);
    }
  }

  private take(block: string): void {
    const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
    const [retry, id, type, data] = [field('retry'), field('id'), field('event'), field('data')];
    if (retry !== undefined) this.retry = Number(retry);
    if (data === undefined) return;
    this.unread.push({ id: id ?? '', type: type ?? 'message', data: data.startsWith('{') ? JSON.parse(data) : data });
    this.wake();
  }
}
