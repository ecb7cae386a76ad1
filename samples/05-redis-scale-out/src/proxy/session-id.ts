import { randomBytes } from 'node:crypto';

/**
 * A session id that names the process which holds the session. A client sends it with each request of
 * the session, so the proxy needs no cookie and no table to send them all to the same process.
 */
export function createSessionId(processNumber: number): string {
  return `${processNumber}.${randomBytes(18).toString('base64url')}`;
}

/** The process that holds the session of a request; `undefined` when it begins one, or has none. */
export function processOf(url = ''): number | undefined {
  const number = /^(\d{1,4})\./.exec(queryOf(url).get('sid') ?? '')?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Whether a request asks for a session: socket.io names the transport then, and has no session id yet. */
export function beginsSession(url = ''): boolean {
  const query = queryOf(url);
  return query.has('transport') && !query.has('sid');
}

function queryOf(url: string): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : url.slice(start));
}
