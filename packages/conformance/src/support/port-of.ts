import type { AddressInfo } from 'node:net';

/** Returns the port on which a server listens. */
export function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError(`The server has no port: ${address}`);
  return address.port;
}
