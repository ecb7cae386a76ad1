import { decodeText } from '../decode-text.js';

/** The path of a URL as a router reads it, with the offset after each of its segments. */
export interface ReadPath {
  readonly path: string;
  readonly segmentEnds: readonly number[];
}

/** Replaces an encoded slash, which must not separate segments. Decoded text never contains a lone surrogate. */
export const ENCODED_SLASH = '\ud800';

/** @param end where its path ends */
export function readPath(url: string, start: number, end: number): ReadPath {
  const segmentEnds: number[] = [];
  let path = '';
  let position = start;
  while (position < end) {
    while (url[position] === '/') position++;
    if (position >= end) break;
    const segmentEnd = nextSlash(url, position, end);
    path += `/${readSegment(url.slice(position, segmentEnd))}`;
    segmentEnds.push(segmentEnd);
    position = segmentEnd;
  }
  if (path === '' || url[end - 1] === '/') path += '/';
  return { path, segmentEnds };
}

/** Decodes a segment. An encoded slash stays distinct from the slashes between segments. */
export function readSegment(written: string): string {
  return decodeText(written).replaceAll('/', ENCODED_SLASH);
}

/** Returns the offset of the next slash, or `end`. */
export function nextSlash(url: string, from: number, end: number): number {
  const slash = url.indexOf('/', from);
  return slash === -1 || slash > end ? end : slash;
}

/** Returns what {@link readSegment} has read with its slashes. */
export function restoreSlashes(text: string): string {
  return text.replaceAll(ENCODED_SLASH, '/');
}
