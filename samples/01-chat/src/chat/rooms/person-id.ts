import { createHash } from 'node:crypto';

/** The public id of a participant. It stays the same after a reconnection, and does not reveal the secret session. */
export function personId(session: string): string {
  return createHash('sha256').update(session).digest('base64url').slice(0, 16);
}
