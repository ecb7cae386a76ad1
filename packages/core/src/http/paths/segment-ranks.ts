import { splitPatterns } from './parameter-patterns.js';
import { replaceNamedParts } from './path-syntax.js';

/** These stand for parameters and wildcards, whose names could contain any character. */
const PARAMETER = '\0';
const WILDCARD = '\x01';

interface Segment {
  /** In how many optional parts the segment begins. */
  readonly depth: number;
  text: string;
  /** The text without optional parts that begin within the segment. */
  required: string;
}

/**
 * Returns how vague the segments of a path are: static text (1), text with a parameter (2), a parameter (3), a wildcard
 * (4). With an optional part, a segment is vaguer: `/a/:id` is more specific than `/a{/:id}`. But an optional parameter
 * before a required segment is not vaguer than a parameter, because the path without it is as long as shorter paths:
 * `/a{/:version}/users` is more specific than `/a/:id`.
 */
export function segmentRanks(path: string): number[] {
  const segments = segmentsOf(path);
  const lastRequired = segments.map(({ depth }) => depth).lastIndexOf(0);
  return segments.map(({ depth, text, required }, index) => {
    const rank = Math.max(rankOf(text), rankOf(required));
    if (depth === 0) return required === text ? rank : rank + 0.5;
    return index < lastRequired ? Math.min(rank + 0.5, 2.5) : rank + 0.5;
  });
}

function rankOf(text: string): number {
  if (text.includes(WILDCARD)) return 4;
  if (!text.includes(PARAMETER)) return 1;
  return text === PARAMETER ? 3 : 2;
}

function segmentsOf(path: string): Segment[] {
  const named = replaceNamedParts(splitPatterns(path).path, ({ isWildcard }) => (isWildcard ? WILDCARD : PARAMETER));
  const segments: Segment[] = [];
  let depth = 0;
  for (const [part] of named.matchAll(/\\.|./gsu)) {
    const segment = segments.at(-1);
    if (part === '{') depth += 1;
    else if (part === '}') depth -= 1;
    else if (part === '/') segments.push({ depth, text: '', required: '' });
    else if (segment) {
      segment.text += part;
      if (depth <= segment.depth) segment.required += part;
    }
  }
  return segments;
}
