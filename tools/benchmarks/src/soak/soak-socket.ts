import { once } from 'node:events';
import { WebSocket } from 'ws';

/** What all clients have seen. */
export interface SoakCounts {
  requests: number;
  replies: number;
  /** Replies that were not requested, or arrived twice. */
  wrong: number;
  /** Requests without a reply, of clients that waited for it. */
  missing: number;
  lives: number;
  stalls: number;
  /** Streams that their clients cancelled. */
  cancels: number;
  garbage: number;
}

interface Frame {
  readonly id?: number;
  readonly event?: string;
  readonly data?: { readonly id?: number } | null;
  readonly error?: unknown;
  readonly more?: boolean;
  readonly end?: boolean;
}

/** A connection that compares replies with requests, with documented messages or with `portico.1`. */
export class SoakSocket {
  readonly pending: Set<number> = new Set();
  private next = 0;

  private constructor(
    readonly socket: WebSocket,
    private readonly isPortico1: boolean,
    private readonly counts: SoakCounts,
  ) {
    socket.on('message', (frame) => this.receive(JSON.parse(frame.toString()) as Frame));
  }

  /** @returns `undefined` if the server did not accept the connection */
  static async open(url: string, isPortico1: boolean, counts: SoakCounts): Promise<SoakSocket | undefined> {
    const socket = new WebSocket(url, isPortico1 ? ['portico.1'] : [], { perMessageDeflate: false });
    socket.on('error', () => undefined);
    const opened = new SoakSocket(socket, isPortico1, counts);
    try {
      await once(socket, 'open');
    } catch {
      return undefined;
    }
    counts.lives += 1;
    return opened;
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  /** Sends a message without a reply. */
  send(event: string, data?: unknown): void {
    this.socket.send(JSON.stringify({ event, data }));
  }

  /** Sends a message whose reply has to arrive. */
  request(event: string, data: object = {}): void {
    const id = this.take();
    this.counts.requests += 1;
    this.pending.add(id);
    this.socket.send(JSON.stringify({ event, data: { ...data, id }, ...(this.isPortico1 && { id }) }));
  }

  /** Asks for a stream. @returns cancels it, if the protocol supports that */
  stream(event: string): () => void {
    if (!this.isPortico1) {
      this.send(event);
      return () => undefined;
    }
    const id = this.take();
    this.socket.send(JSON.stringify({ event, id }));
    return () => {
      if (!this.isOpen) return;
      this.counts.cancels += 1;
      this.socket.send(JSON.stringify({ cancel: id }));
    };
  }

  private take(): number {
    this.next += 1;
    return this.next;
  }

  private receive(frame: Frame): void {
    const id = this.replyOf(frame);
    if (id === undefined) return;
    this.counts.replies += 1;
    if (!this.pending.delete(id)) this.counts.wrong += 1;
  }

  /** The id of the request that a frame replies to. Values and ends of streams, and events, are not replies. */
  private replyOf({ id, event, data, error, more, end }: Frame): number | undefined {
    if (!this.isPortico1) return event === 'reply' ? (data?.id ?? -1) : undefined;
    if (event !== undefined || id === undefined || more || end) return undefined;
    return error === undefined ? id : -1;
  }
}
