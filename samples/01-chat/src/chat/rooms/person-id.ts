import { createHash } from 'node:crypto';

/** Who it is, for all others: the same after a lost connection, and no way back to the secret session. */
export function personId(session: string): string {
  return createHash('sha256').update(session).digest('base64url').slice(0, 16);
}
