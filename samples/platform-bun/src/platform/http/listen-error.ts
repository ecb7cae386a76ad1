import type { Address } from './listen-arguments.js';

/** Gives the error for a port that is in use the message of Node, which has the code and the address. */
export function listenError({ hostname, port, unix }: Address, cause: unknown): unknown {
  if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) return cause;
  const error = new Error(`listen EADDRINUSE: address already in use ${unix ?? `${hostname}:${port}`}`, { cause });
  return Object.assign(error, { code: 'EADDRINUSE', syscall: 'listen', address: unix ?? hostname, port });
}
