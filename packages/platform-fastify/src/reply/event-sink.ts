import type { ServerResponse } from 'node:http';
import { PassThrough, type Writable } from 'node:stream';

/**
 * The body of an event stream. Fastify passes it through the `onSend` hooks, and pipes it to the response of Node: then
 * events are written to the response itself. If a hook reads it, to transform it, events are written to it.
 */
export class EventSink extends PassThrough {
  private isHandedOver = false;

  /** @param ready called once, with what events are written to */
  constructor(
    private readonly response: ServerResponse,
    private readonly ready: (sink: Writable) => void,
  ) {
    super();
  }

  override pipe<T extends NodeJS.WritableStream>(destination: T, options?: { end?: boolean }): T {
    // Trailers follow the end of this stream.
    if (this.isHandedOver || !this.isResponse(destination) || options?.end === false)
      return super.pipe(destination, options);
    this.handOver(this.response);
    this.end();
    this.resume();
    return destination;
  }

  override _read(size: number): void {
    this.handOver(this);
    super._read(size);
  }

  private isResponse(destination: NodeJS.WritableStream): boolean {
    return destination === this.response;
  }

  private handOver(sink: Writable): void {
    if (this.isHandedOver) return;
    this.isHandedOver = true;
    this.ready(sink);
  }
}
