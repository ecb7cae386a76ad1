import { networkInterfaces } from 'node:os';

/** Returns the addresses at which other devices in the network reach this machine. */
export function addressesInTheNetwork(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}

/** Returns all names and addresses at which a page of this machine can be opened. */
export function hostsOfThisMachine(): string[] {
  return ['localhost', '127.0.0.1', ...addressesInTheNetwork()];
}
