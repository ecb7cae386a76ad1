import type { ServerGroup } from './server-groups.js';

/**
 * Names the rooms of servers, for room adapters that share them with other processes. Other processes may listen on
 * different ports, so the port distinguishes only servers of one process.
 */
export class ServerNames {
  private readonly taken = new Set<string>();

  nameFor({ choice, port, gateways: [gateway] }: ServerGroup): string {
    const path = withSlash(gateway.options.path ?? '');
    const candidates = [path, `${path}:${port}`, `${path}:${port}:${choice.name ?? ''}`];
    const name = candidates.find((each) => !this.taken.has(each)) ?? candidates[2]!;
    // Libraries with rooms name them themselves.
    if (!choice.adapter.roomNamespace) this.taken.add(name);
    // Different from names of socket.io namespaces, which may use the same room adapter.
    return `ws:${name}`;
  }
}

/** A path or a namespace, however it is written. */
export function withSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
