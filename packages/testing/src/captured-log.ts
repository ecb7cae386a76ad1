import type { LogLevel } from '@portico/common';

/** One call of a logger, as `CapturingLogger` keeps it. */
export interface CapturedLog {
  level: LogLevel;
  /** The message; of an error its text. */
  message: unknown;
  /** What the logger was called with. */
  args: unknown[];
  context?: string;
  stack?: string;
  /** The error that was logged as the message. */
  error?: Error;
  /** The plain objects after the message, merged. */
  params?: Record<string, unknown>;
}

/** What an entry must be like; a property that is not given may be anything. */
export interface CapturedLogFilter {
  level?: LogLevel;
  /** Text that the message contains, or an expression that it matches. */
  message?: string | RegExp;
  /** The whole context, or an expression that it matches. */
  context?: string | RegExp;
}

/** Chooses entries: by their properties, or by a function. */
export type CapturedLogMatcher = CapturedLogFilter | ((entry: CapturedLog) => boolean);

/** Whether an entry is one that the matcher chooses. */
export function matchesLog(entry: CapturedLog, matcher: CapturedLogMatcher | undefined): boolean {
  if (typeof matcher === 'function') return matcher(entry);
  const { level, message, context } = matcher ?? {};
  return (
    (level === undefined || entry.level === level) &&
    (message === undefined || (typeof entry.message === 'string' && contains(entry.message, message))) &&
    (context === undefined ||
      (context instanceof RegExp ? contains(entry.context ?? '', context) : entry.context === context))
  );
}

function contains(text: string, expected: string | RegExp): boolean {
  // search() looks from the start, also with an expression that remembers where it was.
  return expected instanceof RegExp ? text.search(expected) >= 0 : text.includes(expected);
}
