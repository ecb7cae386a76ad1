import type { GatewayDescription, ServerDescription } from '../protocol.js';
import type { OwnServers } from './own-servers.js';
import { parametersIn } from './place-parameters.js';

/** What clients can connect to, and what is there. */
export interface DescribedGateways {
  readonly gateways: readonly GatewayDescription[];
  readonly servers: readonly ServerDescription[];
}

/** @param ownPort that of the application, at which the page is */
export function describeServers(servers: OwnServers, ownPort: number | undefined): ServerDescription[] {
  return servers.all().map(({ id, status }) => {
    const { adapter, port, path, namespace, gateways } = status;
    const parameters = [...(parametersIn(path ?? '/') ?? []), ...namespaceParameters(namespace)];
    return {
      id,
      adapter,
      port: port === 0 ? (ownPort ?? 0) : port,
      parameters: parameters.map(({ name }) => name),
      protocols: [],
      gateways,
      ...(path !== undefined && { path }),
      ...(namespace !== undefined && { namespace }),
    };
  });
}

/** A namespace that is declared by a regular expression or a function has to be named by the client. */
function namespaceParameters(namespace: string | undefined): readonly { readonly name: string }[] {
  if (namespace === undefined) return [];
  return parametersIn(namespace) ?? [{ name: 'namespace' }];
}
