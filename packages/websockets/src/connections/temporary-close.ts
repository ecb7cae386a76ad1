/** Codes after which reconnecting makes no sense: the client has disconnected on purpose, or is at fault. */
const FINAL = new Set([1000, 1002, 1003, 1007, 1008, 1009, 1010]);
const FIRST_OF_APPLICATIONS = 3000;

/** Returns whether a client may reconnect after a close code: its network failed, or the server restarts. */
export function isTemporaryClose(code: unknown): boolean {
  return typeof code !== 'number' || (code < FIRST_OF_APPLICATIONS && !FINAL.has(code));
}
