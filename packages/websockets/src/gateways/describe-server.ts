import type { GatewayAdapter } from '../contracts/gateway-adapter.js';
import type { GatewayRecord } from './gateway-record.js';

/** Where a server of gateways is, for the log: `IoAdapter serves ChatGateway at /socket.io on the port of the application`. */
export function describeServer(adapter: GatewayAdapter, server: object, gateways: readonly GatewayRecord[]): string {
  const [first] = gateways;
  const path = adapter.pathOf?.(server) ?? gateways.find(({ options }) => options.path)?.options.path;
  const port = first?.port ? `port ${first.port}` : 'the port of the application';
  const names = gateways.map(describeGateway).join(', ');
  return `${adapter.constructor.name} serves ${names}${path ? ` at ${path}` : ''} on ${port}`;
}

function describeGateway({ name, options: { namespace } }: GatewayRecord): string {
  if (!namespace) return name;
  return `${name} (namespace ${typeof namespace === 'function' ? 'chosen by a function' : namespace})`;
}
