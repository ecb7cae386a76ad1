import { randomBytes } from 'node:crypto';

/**
 * Creates a session id that contains the number of the process. Clients send it with each request of
 * the session, so the proxy needs neither a cookie nor a table to find the process.
 */
export function createSessionId(processNumber: number): string {
  return `${processNumber}.${randomBytes(18).toString('base64url')}`;
}

/** Returns the process of the session of a request; `undefined` if the request has no session yet. */
export function processOf(url = ''): number | undefined {
  const number = /^(\d{1,4})\./.exec(queryOf(url).get('sid') ?? '')?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Whether a request begins a session of socket.io: it has a transport, but no session id yet. */
export function beginsSession(url = ''): boolean {
  const query = queryOf(url);
  return query.has('transport') && !query.has('sid');
}

function queryOf(url: string): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : url.slice(start));
}
