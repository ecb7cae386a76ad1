import { ReadableStream, type ReadableStreamDefaultController } from 'node:stream/web';

type Done = (error?: Error | null) => void;

/** How many bytes of a body may wait before the writer has to. */
const HIGH_WATER_MARK = 64 * 1024;

/** The body of a response that is written piece by piece. */
export class ResponseBody {
  readonly stream: ReadableStream<Uint8Array>;
  private controller!: ReadableStreamDefaultController<Uint8Array>;
  private waiting: Done | undefined;
  private isOver = false;

  /** @param onLeave called if the client disconnects before the end */
  constructor(onLeave: () => void) {
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.controller = controller;
        },
        pull: () => this.resume(),
        cancel: () => {
          this.isOver = true;
          onLeave();
        },
      },
      { highWaterMark: HIGH_WATER_MARK, size: (chunk) => chunk?.byteLength ?? 0 },
    );
  }

  /** @param done called when more can be written */
  write(chunk: Uint8Array, done: Done): void {
    if (this.isOver) {
      done();
      return;
    }
    this.controller.enqueue(chunk);
    if ((this.controller.desiredSize ?? 0) > 0) done();
    else this.waiting = done;
  }

  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.controller.close();
  }

  fail(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.controller.error(new Error('The response was destroyed before its end'));
  }

  private resume(): void {
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.();
  }
}
