import { STATUS_CODES } from 'node:http';
import { isError } from '@portico/common/internal';

/**
 * The body of an exception without the contents of Errors: those of HTTP clients contain request headers, those of
 * databases the query. An Error as the body becomes the phrase of the status; an Error within the body becomes an empty
 * object, as JSON serializes an Error without own fields. A body without Errors is returned unchanged.
 */
export function withoutErrors(body: object, status: number): unknown {
  if (isError(body)) return { statusCode: status, message: STATUS_CODES[status] ?? 'Error' };
  return holdsError(body) ? JSON.parse(JSON.stringify(body, emptyError)) : body;
}

/** Iterates without recursion, because the client may choose the depth of the body. */
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

/** Uses the value before `toJSON` is called, because that of HTTP client errors exposes everything. */
function emptyError(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  return isError(this[key]) ? {} : value;
}
