import { isObject } from '@portico/common/internal';
import { isStreamableFile, isWebResponse } from './result-kinds.js';

/** A stream of Node, of this process or of a package such as readable-stream. */
interface NodeStream {
  readonly readableFlowing?: boolean | null;
  readonly readableDidRead?: boolean;
  on(event: 'error', listener: () => void): NodeStream;
  destroy(): unknown;
}

/** The members of a web stream that releasing it needs, also of one that a package has made. */
interface WebStream {
  readonly locked: boolean;
  cancel(): PromiseLike<unknown>;
}

const releases = new WeakMap<object, () => void>();

/** Lets {@link releaseResult} release what belongs to an Observable, if nothing subscribes to it. */
export function releaseUnlessSubscribed<T extends object>(result: T, release: () => void): T {
  releases.set(result, release);
  return result;
}

/**
 * Ends the stream, file, web `Response` or generator that a handler has returned and that is not sent, for example because
 * an interceptor has timed out: nobody would read it, and an open file would never be closed. Never throws.
 */
export function releaseResult(result: unknown): void {
  try {
    if (isObject(result)) releases.get(result)?.();
    const source = sourceOf(result);
    if (isNodeStream(source)) source.on('error', ignore).destroy();
    else if (isWebStream(source)) Promise.resolve(source.cancel()).catch(ignore);
    // Of an iterable that is not an iterator itself, nothing has begun.
    else if (isAsyncIterator(source)) void finishIterator(source);
  } catch {
    // Nothing more can be done about it here.
  }
}

/** Returns whether a result is a stream, file or web `Response` that nothing has begun to read. */
export function isUnreadStream(result: unknown): boolean {
  try {
    const source = sourceOf(result);
    if (isNodeStream(source)) return source.readableFlowing === null && source.readableDidRead === false;
    return isWebStream(source) && !source.locked;
  } catch {
    return false;
  }
}

/** Calls `return()` of an iterator. Hand-written ones may throw here, or return no promise. */
export async function finishIterator(iterator: AsyncIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // Nobody reads its values any more, so the error concerns no caller.
  }
}

/** Unwraps a `StreamableFile` and a web `Response`. Of another object, `getStream()` may open a file. */
function sourceOf(result: unknown): unknown {
  if (isStreamableFile(result)) return result.getStream();
  return isWebResponse(result) ? result.body : result;
}

/** Not a response, which has other methods of streams: a handler may return that of its request. */
export function isNodeStream(source: unknown): source is NodeStream {
  return (
    isObject(source) &&
    typeof source.destroy === 'function' &&
    typeof source.on === 'function' &&
    (typeof source.read === 'function' || typeof source[Symbol.asyncIterator] === 'function')
  );
}

function isWebStream(source: unknown): source is WebStream {
  return isObject(source) && typeof source.getReader === 'function' && typeof source.cancel === 'function';
}

function isAsyncIterator(source: unknown): source is AsyncIterator<unknown> {
  return isObject(source) && typeof source[Symbol.asyncIterator] === 'function' && typeof source.next === 'function';
}

/** Nobody waits for the stream, so its error concerns no caller. */
function ignore(): void {}
