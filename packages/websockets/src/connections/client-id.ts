import { randomBytes } from 'node:crypto';

/** 120 random bits. */
const ID_BYTES = 15;

/** Creates an id for a client of a library without ids, which cannot be guessed. */
export function createClientId(): string {
  return randomBytes(ID_BYTES).toString('base64url');
}
