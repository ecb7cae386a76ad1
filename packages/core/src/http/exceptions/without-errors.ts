import { STATUS_CODES } from 'node:http';
import { isError } from '@portico/common/internal';

/**
 * The body of an exception without what Errors in it hold: those of HTTP clients carry the request's headers, those of
 * databases the query. In place of the body an Error becomes the phrase of the status, within it an empty object, which
 * is what JSON makes of an Error without fields of its own. A body without Errors is returned as it is.
 */
export function withoutErrors(body: object, status: number): unknown {
  if (isError(body)) return { statusCode: status, message: STATUS_CODES[status] ?? 'Error' };
  return holdsError(body) ? JSON.parse(JSON.stringify(body, emptyError)) : body;
}

/** Walks without recursion: the depth of a body may be the client's choice. */
function holdsError(body: object): boolean {
  const seen = new Set<object>([body]);
  for (const item of seen) {
    if (isError(item)) return true;
    if (ArrayBuffer.isView(item)) continue;
    for (const value of Object.values(item)) {
      if (typeof value === 'object' && value !== null) seen.add(value);
    }
  }
  return false;
}

/** Asks for the value before `toJSON` was called: errors of HTTP clients have one that tells everything. */
function emptyError(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  return isError(this[key]) ? {} : value;
}
