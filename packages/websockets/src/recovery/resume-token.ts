import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What a client that comes back names: its session, and the last event that it has received. */
export interface ResumeToken {
  /** What the session is found by. */
  readonly pid: string;
  readonly offset: string;
}

const PREFIX = 'resume.';
/** 192 random bits. */
const KEY_BYTES = 24;
const TOKEN = /^resume\.([\w-]{32})\.([\w.-]{1,64})$/;
const OFFSET = /^[\w.-]{1,64}$/;

/** The key of a new session. Only its client and this call know it. */
export function createKey(): { readonly key: string; readonly pid: string } {
  const key = randomBytes(KEY_BYTES).toString('base64url');
  return { key, pid: pidOf(key) };
}

/** Whether a client can name an event by this offset: in a header, only some characters are allowed. */
export function isOffset(offset: unknown): offset is string {
  return typeof offset === 'string' && OFFSET.test(offset);
}

/** @returns `undefined` for what no client can have been given */
export function readResumeToken(token: string): ResumeToken | undefined {
  const [, key, offset] = TOKEN.exec(token) ?? [];
  return key !== undefined && offset !== undefined ? { pid: pidOf(key), offset } : undefined;
}

/** Whether a subprotocol that a client offers is the token of a session: such a one is never chosen. */
export function isResumeToken(protocol: string): boolean {
  return protocol.startsWith(PREFIX);
}

/**
 * Takes the token of an earlier session from a handshake. The header of the request does not have it any more, since handlers,
 * logs and other processes can read the headers.
 *
 * @returns what {@link MessageReceiver.recover} is passed; `undefined` if the client does not come back
 */
export function takeResumeToken(request: IncomingMessage): string | undefined {
  const offered = request.headers['sec-websocket-protocol'];
  if (!offered?.includes(PREFIX)) return undefined;
  const protocols = offered.split(',').map((each) => each.trim());
  request.headers['sec-websocket-protocol'] = protocols.filter((each) => !isResumeToken(each)).join(', ');
  return protocols.find(isResumeToken);
}

/** Not the key itself: who reads the sessions of a room adapter must not be able to continue them. */
function pidOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
