import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The token of a reconnecting client: its session, and the last event that it has received. */
export interface ResumeToken {
  /** The secret by which the session is found. */
  readonly pid: string;
  readonly offset: string;
}

const PREFIX = 'resume.';
/** 192 random bits. */
const KEY_BYTES = 24;
const TOKEN = /^resume\.([\w-]{32})\.([\w.-]{1,64})$/;
const OFFSET = /^[\w.-]{1,64}$/;

/** Creates the key of a new session. Only its client and this call know it. */
export function createKey(): { readonly key: string; readonly pid: string } {
  const key = randomBytes(KEY_BYTES).toString('base64url');
  return { key, pid: pidOf(key) };
}

/** Returns whether a client can send this offset: only some characters are allowed in a header. */
export function isOffset(offset: unknown): offset is string {
  return typeof offset === 'string' && OFFSET.test(offset);
}

/** @returns `undefined` for tokens that the server cannot have issued */
export function readResumeToken(token: string): ResumeToken | undefined {
  const [, key, offset] = TOKEN.exec(token) ?? [];
  return key !== undefined && offset !== undefined ? { pid: pidOf(key), offset } : undefined;
}

/**
 * Returns whether an offered subprotocol is the token of a session, which is never chosen.
 *
 * @example
 * const protocol = offered.find((each) => !isResumeToken(each) && this.codecs.has(each));
 * @see docs/protocol.md
 */
export function isResumeToken(protocol: string): boolean {
  return protocol.startsWith(PREFIX);
}

/**
 * Takes the token of an earlier session from a handshake. Removes it from the header of the request, because handlers,
 * logs and other processes can read the headers.
 *
 * @returns the argument of {@link MessageReceiver.recover}; `undefined` if the client has no earlier session
 * @example
 * const token = takeResumeToken(request);
 * receiver.recover?.(client, token, (start) => client.send(JSON.stringify(start)));
 * @see docs/protocol.md
 */
export function takeResumeToken(request: IncomingMessage): string | undefined {
  const offered = request.headers['sec-websocket-protocol'];
  if (!offered?.includes(PREFIX)) return undefined;
  const protocols = offered.split(',').map((each) => each.trim());
  request.headers['sec-websocket-protocol'] = protocols.filter((each) => !isResumeToken(each)).join(', ');
  return protocols.find(isResumeToken);
}

/** Not the key itself, so that nobody who can read the sessions of a room adapter can continue them. */
function pidOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
