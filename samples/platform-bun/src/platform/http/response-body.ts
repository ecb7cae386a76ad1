import { ReadableStream, type ReadableStreamDefaultController } from 'node:stream/web';

type Done = (error?: Error | null) => void;

/** How many bytes of a body may wait before the writer has to. */
const HIGH_WATER_MARK = 64 * 1024;

/** How long a client may take to read what was written before a failure. */
const FAILURE_WAIT_MS = 1000;

/** The body of a response that is written piece by piece. */
export class ResponseBody {
  readonly stream: ReadableStream<Uint8Array>;
  private controller!: ReadableStreamDefaultController<Uint8Array>;
  private waiting: Done | undefined;
  private isOver = false;
  private failure: Error | undefined;

  /** @param onLeave called if the client disconnects before the end */
  constructor(onLeave: () => void) {
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.controller = controller;
        },
        pull: () => this.onPull(),
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

  /** What was written before is sent first, as Node does, if the client reads it soon. */
  fail(): void {
    if (this.isOver) return;
    this.isOver = true;
    const failure = destroyedBeforeEnd();
    this.failure = failure;
    this.failIfRead();
    setTimeout(() => this.controller.error(failure), FAILURE_WAIT_MS).unref();
  }

  private onPull(): void {
    this.failIfRead();
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.();
  }

  /** A stream that fails drops what it holds, and Bun drops what it has read but not sent, which it does after each turn. */
  private failIfRead(): void {
    const { failure, controller } = this;
    if (failure && controller.desiredSize === HIGH_WATER_MARK) setImmediate(() => controller.error(failure));
  }
}

export function destroyedBeforeEnd(): Error {
  return new Error('The response was destroyed before its end');
}
