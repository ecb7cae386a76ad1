import { finishIterator, isNodeStream, releaseResult } from '../../pipeline/release-result.js';

/** The result of an iterator, or of a reader of a web stream. */
export interface StreamStep {
  readonly done?: boolean;
  readonly value?: unknown;
}

/** A source that produces the values of a reply one after the other. */
export interface StreamSource {
  next(): PromiseLike<StreamStep> | StreamStep;
  /** Ends it; if its kind allows that, also while a value is awaited. Never throws. */
  free(): void;
}

/** Opens a source for reading, which is possible only once. */
export function openSource(source: AsyncIterable<unknown>): StreamSource {
  // The iterator of such a stream would first wait for the next value, which may never arrive.
  if (isWebStream(source)) {
    const reader = source.getReader();
    return {
      next: () => reader.read(),
      free: () => void reader.cancel().catch(() => undefined),
    };
  }
  const iterator = source[Symbol.asyncIterator]();
  return {
    next: () => iterator.next(),
    free: isNodeStream(source) ? () => releaseResult(source) : () => void finishIterator(iterator),
  };
}

function isWebStream(source: object): source is ReadableStream<unknown> {
  return 'getReader' in source && typeof source.getReader === 'function';
}
