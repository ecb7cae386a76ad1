import type { LogLevel } from '@portico/common';

/** One log call, as `CapturingLogger` stores it. */
export interface CapturedLog {
  level: LogLevel;
  /** The message, or the message of an error. */
  message: unknown;
  /** The arguments of the call. */
  args: unknown[];
  context?: string;
  stack?: string;
  /** The error that was logged as the message. */
  error?: Error;
  /** The plain objects after the message, merged. */
  params?: Record<string, unknown>;
}

/** Matches entries by property; absent properties match anything. */
export interface CapturedLogFilter {
  level?: LogLevel | undefined;
  /** Text that the message contains, or a regular expression. */
  message?: string | RegExp | undefined;
  /** The whole context, or a regular expression. */
  context?: string | RegExp | undefined;
}

/** Selects entries by properties, or by a function. */
export type CapturedLogMatcher = CapturedLogFilter | ((entry: CapturedLog) => boolean);

/** Whether an entry matches. */
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
