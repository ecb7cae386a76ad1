/** Where a server listens. */
export interface Address {
  readonly port?: number;
  readonly hostname?: string;
  /** The path of a unix socket. */
  readonly unix?: string;
}

/** Reads the arguments of `server.listen()` of Node: a port and host, the path of a unix socket, or an object; then a callback. */
export function readListenArguments(args: readonly unknown[]): {
  address: Address;
  callback: (() => void) | undefined;
} {
  const last = args.at(-1);
  const callback = typeof last === 'function' ? () => void last() : undefined;
  const [first, second] = callback ? args.slice(0, -1) : args;
  if (typeof first === 'object' && first !== null) {
    const { port, host, path }: { port?: unknown; host?: unknown; path?: unknown } = first;
    return { address: addressOf(path ?? port, host), callback };
  }
  return { address: addressOf(first, second), callback };
}

function addressOf(where: unknown, host: unknown): Address {
  if (typeof where === 'string' && !/^\d+$/.test(where)) return { unix: where };
  const port = Number(where ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw Object.assign(new RangeError(`options.port should be >= 0 and < 65536. Received ${String(where)}`), {
      code: 'ERR_SOCKET_BAD_PORT',
    });
  }
  // As for Node: all addresses, of IPv6 too.
  return { port, hostname: typeof host === 'string' ? host : '::' };
}
