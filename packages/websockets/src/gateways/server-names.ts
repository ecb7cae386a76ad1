import type { ServerGroup } from './server-groups.js';

/**
 * Names the rooms of servers, for room adapters that share them with other processes. Those may listen on different ports: the port
 * distinguishes only servers of one process.
 */
export class ServerNames {
  private readonly taken = new Set<string>();

  nameFor({ choice, port, gateways: [gateway] }: ServerGroup): string {
    const path = withSlash(gateway.options.path ?? '');
    const candidates = [path, `${path}:${port}`, `${path}:${port}:${choice.name ?? ''}`];
    const name = candidates.find((each) => !this.taken.has(each)) ?? candidates[2]!;
    // Libraries with rooms name them by themselves.
    if (!choice.adapter.roomNamespace) this.taken.add(name);
    // Not the name of a namespace of socket.io, which may use the same room adapter.
    return `ws:${name}`;
  }
}

/** A path or a namespace, however it is written. */
export function withSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
