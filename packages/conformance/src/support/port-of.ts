import type { AddressInfo } from 'node:net';

/** The port that a server listens on. */
export function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError(`The server has no port: ${address}`);
  return address.port;
}
