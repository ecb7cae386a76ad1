import type { AdapterChoice } from '../adapters/choose-adapters.js';
import type { GatewayRecord } from '../gateway-record.js';

/**
 * Returns the location of a server of gateways, for the log: `IoAdapter serves ChatGateway at /socket.io on the port of
 * the application`.
 */
export function describeServer(choice: AdapterChoice, server: object, gateways: readonly GatewayRecord[]): string {
  const [first] = gateways;
  const path = choice.adapter.pathOf?.(server) ?? gateways.find(({ options }) => options.path)?.options.path;
  const port = first?.port ? `port ${first.port}` : 'the port of the application';
  const names = gateways.map(describeGateway).join(', ');
  return `${describeAdapter(choice)} serves ${names}${path ? ` at ${path}` : ''} on ${port}`;
}

/** Describes an adapter: `WsAdapter`, or `WsAdapter "ws"` if it has a name. */
export function describeAdapter({ adapter, name }: AdapterChoice): string {
  return name === undefined ? adapter.constructor.name : `${adapter.constructor.name} "${name}"`;
}

function describeGateway({ name, options: { namespace } }: GatewayRecord): string {
  if (!namespace) return name;
  return `${name} (namespace ${typeof namespace === 'function' ? 'chosen by a function' : namespace})`;
}
