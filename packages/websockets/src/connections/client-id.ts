import { randomBytes } from 'node:crypto';

/** 120 random bits. */
const ID_BYTES = 15;

/**
 * Creates an id for a client of a library without ids, which cannot be guessed.
 *
 * @example
 * const id = createClientId(); // 'pQ3v1cX0Yz7Lr2mKd9aB'
 * @see docs/websocket-adapters.md#write-an-adapter
 */
export function createClientId(): string {
  return randomBytes(ID_BYTES).toString('base64url');
}
