import type { StreamableFile } from '@portico/common';
import { isObject } from '@portico/common/internal';

/** The members of a web `Response` that a reply needs. */
export interface WebResponse {
  readonly status: number;
  /** The URL of a fetched response; empty for one that the application has created. */
  readonly url: string;
  readonly headers: Iterable<readonly [name: string, value: string]>;
  readonly body: AsyncIterable<Uint8Array> | null;
}

/**
 * Returns whether a value is a `StreamableFile`. Duck-typed, because the class may be that of another copy of the
 * package.
 */
export function isStreamableFile(value: unknown): value is StreamableFile {
  return isObject(value) && typeof value.getStream === 'function' && typeof value.getHeaders === 'function';
}

/**
 * Returns whether a value is a `Response`. Recognized by its tag, because loading the class is slow if the application
 * does not use it.
 */
export function isWebResponse(value: unknown): value is WebResponse {
  return isObject(value) && value[Symbol.toStringTag] === 'Response';
}
