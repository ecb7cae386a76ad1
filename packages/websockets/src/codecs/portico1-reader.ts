import type { CodecChannel, CodecReader, PendingRequest } from '../contracts/adapter/codec.js';
import type { SessionStart } from '../contracts/adapter/session-start.js';
import { failurePayload } from '../exceptions/failure-payload.js';
import { ClientRequests } from './client-requests.js';
import type { FrameFormat } from './frame-format.js';
import { Portico1Writer, type ReplyOwner } from './portico1-writer.js';

interface ClientFrame {
  readonly event?: unknown;
  readonly data?: unknown;
  readonly error?: unknown;
  readonly id?: unknown;
  readonly cancel?: unknown;
  readonly traceparent?: unknown;
  readonly ping?: unknown;
}

/** The frames of one client of `portico.1`. */
export class Portico1Reader implements CodecReader, ReplyOwner {
  /** Requests without a last frame. */
  private readonly pending = new Map<number, PendingRequest>();
  /** Requests whose handlers are running: more than the pending ones while cancelled handlers have not stopped. */
  private open = 0;
  /** Requests of the server to the client. */
  private asked: ClientRequests | undefined;

  constructor(
    private readonly channel: CodecChannel,
    private readonly format: FrameFormat,
    private readonly maxOpenRequests: number,
  ) {}

  begin(session: SessionStart): void {
    this.send({ session: { ...session, ping: true } });
  }

  read(frame: string | Buffer): void {
    // Data of a client: each member is checked before it is used.
    const message = this.format.decode(frame) as ClientFrame | null;
    if (typeof message !== 'object' || message === null || Array.isArray(message)) {
      throw new TypeError('The frame is not an object');
    }
    const { event, data, id, cancel, traceparent } = message;
    if (cancel !== undefined) this.cancel(requestId(cancel));
    else if (event === undefined && id !== undefined) this.asked?.take(id, data, message.error);
    else if (event === undefined && message.ping === true) this.send({ pong: true });
    else if (typeof event !== 'string' && (typeof event !== 'object' || event === null)) throw missing(event);
    else if (id === undefined) this.channel.receive(event, data, spanOf(traceparent));
    else this.handle(requestId(id), event, data, spanOf(traceparent));
  }

  request(event: string, data: unknown, timeoutMs: number): Promise<unknown> {
    this.asked ??= new ClientRequests((name, value, id) => this.send({ event: name, data: value, id }));
    return this.asked.ask(event, data, timeoutMs);
  }

  private handle(id: number, event: unknown, data: unknown, traceparent: string | undefined): void {
    if (this.pending.has(id)) throw new RangeError(`A request with the id ${id} is already open`);
    if (this.open >= this.maxOpenRequests) {
      this.send({ id, error: failurePayload('overflow') });
      this.channel.discard({ reason: 'overflow', event, data });
      return;
    }
    this.open += 1;
    const writer = new Portico1Writer(id, this);
    const request = this.channel.request(event, data, writer, traceparent);
    // Most handlers have replied by now.
    if (writer.isOver) return;
    writer.isPending = true;
    this.pending.set(id, request);
  }

  /** The request may have ended before the client sent this. */
  private cancel(id: number): void {
    const request = this.pending.get(id);
    this.pending.delete(id);
    request?.cancel();
  }

  send(frame: object): void {
    this.channel.send(this.format.encode(frame));
  }

  replied(id: number): void {
    this.pending.delete(id);
  }

  closed(): void {
    this.open -= 1;
  }
}

/** @throws TypeError for what is not an integer from 0 to 2^53 - 1 */
function requestId(id: unknown): number {
  if (typeof id === 'number' && Number.isSafeInteger(id) && id >= 0) return id;
  throw new TypeError('An id is not an integer from 0 to 2^53 - 1');
}

/** The specification has 55 characters, and allows more for later versions. */
const MAX_TRACEPARENT = 128;

/** Any other value is ignored; the message is still handled. */
function spanOf(traceparent: unknown): string | undefined {
  if (traceparent === undefined) return undefined;
  const isText = typeof traceparent === 'string' && traceparent.length <= MAX_TRACEPARENT;
  return isText ? traceparent : undefined;
}

function missing(event: unknown): Error {
  return new TypeError(
    event === undefined ? 'The frame has no "event"' : 'The "event" is neither a string nor an object',
  );
}
