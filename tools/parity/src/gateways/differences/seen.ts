import { isDeepStrictEqual } from 'node:util';
import type { Difference } from '../../area.js';
import type { Seen } from '../../explained-difference.js';

/** What can be read from a difference between gateways, for its explanation. */

export type Lines = readonly string[];

/** The lines of what was seen; none of what has no lines, such as whether the application closes. */
export function linesOf(seen: unknown): Lines {
  return Array.isArray(seen) ? seen : [];
}

/** Whether a difference is in what clients and their gateways see, and not in the start, the end or the process. */
export function isOfClients({ path }: Difference): boolean {
  return path === 'alive' || /\.(client|probe|hooks|trace)\b/.test(path);
}

/** Whether a difference is in what clients receive. */
export function isReceived({ path }: Difference): boolean {
  return /\.(client|probe) /.test(path);
}

/** Whether a line of what a client receives says that its connection has ended. */
export function isEnd(line: string): boolean {
  return /^(close|disconnect)( |$)/.test(line);
}

/** Whether each line is among the others, as often as it is there. */
export function isPartOf(part: unknown, whole: unknown): boolean {
  const left = [...linesOf(whole)];
  return linesOf(part).every((line) => {
    const index = left.indexOf(line);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

/** Whether lines are among the others, in the same order. */
export function isWithin(part: Lines, whole: Lines): boolean {
  let at = 0;
  for (const line of whole) if (line === part[at]) at++;
  return at === part.length;
}

/** The lines that are not among others. */
export function beyond(lines: unknown, others: unknown): Lines {
  const left = [...linesOf(others)];
  return linesOf(lines).filter((line) => {
    const index = left.indexOf(line);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** Both sides without the lines that match; what has no lines left counts as not there. */
export function withoutLines({ portico, reference }: Seen, pattern: RegExp): Seen {
  const keep = (seen: unknown) => {
    const lines = linesOf(seen).filter((line) => !pattern.test(line));
    return lines.length > 0 ? lines : undefined;
  };
  return { portico: keep(portico), reference: keep(reference) };
}

/** Whether both sides are the same without the lines that match. */
export function isSameWithout(seen: Seen, pattern: RegExp): boolean {
  const { portico, reference } = withoutLines(seen, pattern);
  return isDeepStrictEqual(portico, reference);
}

/** What made the reference's process crash in a step in which Portico went on. */
export function crashes(pattern: RegExp) {
  return (_case: unknown, { path, portico, reference }: Difference): boolean =>
    path.endsWith('.crash') &&
    linesOf(portico).length === 0 &&
    // What happens after the first crash would not happen.
    pattern.test(linesOf(reference)[0] ?? '');
}

/** Lines, or `undefined` if there are none. */
export function someOf(lines: Lines): Lines | undefined {
  return lines.length > 0 ? lines : undefined;
}

/** The words in the trace of an adapter: the events that handlers are bound to, without how often. */
export function eventsOf(trace: unknown): readonly string[] {
  return [...new Set(linesOf(trace).flatMap((line) => line.split(' ')))].sort();
}
