import { isError } from '../exceptions/is-error.js';

/**
 * The body of a reply without the contents of Errors: those of HTTP clients contain request headers, those of databases
 * the query. An Error within the body becomes an empty object, as JSON serializes an Error without own fields. A body
 * without Errors is returned unchanged.
 *
 * @throws TypeError if it contains an Error and cannot be serialized
 */
export function withoutErrors(body: object): object {
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
