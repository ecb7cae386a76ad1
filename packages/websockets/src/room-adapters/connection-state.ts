/** A client of Redis, as far as it says whether it is connected: by `isReady` of the package `redis`, or by `status` of `ioredis`. */
export interface Connected {
  readonly isReady?: boolean;
  readonly isOpen?: boolean;
  readonly status?: string;
}

/** Returns whether a client is connected, or connects with its first command. Clients that do not tell count as connected. */
export function isConnected(client: Connected): boolean {
  const { isReady, status } = client;
  return isReady ?? (status === undefined || status === 'ready' || status === 'wait');
}

/** Returns whether a client is closed for good: it does not reconnect by itself. */
export function isClosed(client: Connected): boolean {
  const { isOpen, status } = client;
  return isOpen === false || status === 'end';
}
