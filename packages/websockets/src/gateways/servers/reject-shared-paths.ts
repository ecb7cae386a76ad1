import { compilePath, type PathTemplate } from '@portico/core/transports';
import { webSocketError } from '../../errors.js';
import { describeAdapter } from '../description/describe-server.js';
import type { GatewayServer } from './gateway-server.js';

/**
 * Rejects two adapters at one path. If two adapters had servers at one path, only one of them would get the clients.
 *
 * @throws FrameworkError `PORTICO_WS_PATH` for the first such servers
 */
export function rejectSharedPaths(servers: readonly GatewayServer[]): void {
  servers.forEach((second, index) => {
    const first = servers.slice(0, index).find((each) => shareClients(each, second));
    if (!first) return;
    const [left, right] = [first, second].map(({ group: { choice, gateways } }) => {
      return `${gateways.map(({ name }) => name).join(', ')} on ${describeAdapter(choice)}`;
    });
    throw webSocketError(
      'PORTICO_WS_PATH',
      `${left} and ${right} have the same path on the same port, ${pathOf(second)?.path}: clients would reach only one of them.`,
      "Give the gateways of one adapter another path, @WebSocketGateway({ adapter: 'ws', path: '/plain' }), or another port.",
    );
  });
}

function shareClients(first: GatewayServer, second: GatewayServer): boolean {
  if (first.group.choice.adapter === second.group.choice.adapter || !shareHttpServer(first, second)) return false;
  const [left, right] = [pathOf(first), pathOf(second)];
  return left !== undefined && right !== undefined && left.equals(right);
}

/**
 * Returns whether two adapters share an HTTP server. An adapter that does not say which HTTP server it uses has one for
 * each port.
 */
function shareHttpServer(...servers: [GatewayServer, GatewayServer]): boolean {
  const [first, second] = servers.map(({ group, server }) => group.choice.adapter.httpServerOf?.(server));
  if (first && second) return first === second;
  return servers[0].group.port === servers[1].group.port;
}

/** Returns the path of a server; `undefined` if it is unknown. */
function pathOf({ group: { choice, template }, server }: GatewayServer): PathTemplate | undefined {
  if (template) return template;
  const path = choice.adapter.pathOf?.(server);
  try {
    return path === undefined ? undefined : compilePath(path, 'pathOf()');
  } catch {
    // The adapter may use its own syntax for paths.
    return undefined;
  }
}
