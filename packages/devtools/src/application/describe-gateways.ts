import type { INestApplicationContext } from '@portico/common';
import { gatewaysOf } from '@portico/websockets';
import type { ClientProtocol } from '@portico/websockets/adapters';
import type { GatewayDescription, Protocol, ServerDescription } from '../protocol/application.js';
import type { OwnServer, OwnServers } from './own-servers.js';
import { parametersIn } from './place-parameters.js';

/** The servers to which clients can connect, and the messages that they can send. */
export interface DescribedGateways {
  readonly gateways: readonly Omit<GatewayDescription, 'id'>[];
  readonly servers: readonly ServerDescription[];
}

/** @param ownPort the port of the application, which serves the page */
export function describeGateways(
  app: INestApplicationContext,
  servers: OwnServers,
  ownPort: number | undefined,
): DescribedGateways {
  const own = servers.all();
  const described = gatewaysOf(app);
  return {
    gateways: described.map(({ name, messages }) => ({
      name,
      server: own.find(({ status }) => status.gateways.includes(name))?.id ?? '',
      events: messages.map(({ event, handler, definition }) => ({ event, handler, defined: definition !== undefined })),
    })),
    servers: own.map((server) => {
      const gateway = described.find(({ name }) => server.status.gateways.includes(name));
      return describeServer(server, gateway?.adapter?.clientProtocol, ownPort);
    }),
  };
}

function describeServer(
  { id, status }: OwnServer,
  protocol: ClientProtocol | undefined,
  ownPort: number | undefined,
): ServerDescription {
  const { adapter, port, path, namespace, gateways } = status;
  const parameters = [...(parametersIn(path ?? '/') ?? []), ...namespaceParameters(namespace)];
  return {
    id,
    adapter,
    port: port === 0 ? (ownPort ?? 0) : port,
    parameters: parameters.map(({ name }) => name),
    protocols: protocolsOf(protocol),
    gateways,
    ...(path !== undefined && { path }),
    ...(namespace !== undefined && { namespace }),
  };
}

/** The page uses the documented frames for an adapter that does not declare its protocols. */
function protocolsOf(protocol: ClientProtocol | undefined): readonly Protocol[] {
  if (!protocol) return ['ws'];
  if (protocol.name === 'socket.io') return ['socket.io'];
  const requests: readonly Protocol[] = protocol.subprotocols.includes('portico.1') ? ['portico.1'] : [];
  return protocol.isFramed ? [...requests, 'ws'] : requests;
}

/** A client has to give the name of a namespace that is declared by a regular expression or a function. */
function namespaceParameters(namespace: string | undefined): readonly { readonly name: string }[] {
  if (namespace === undefined) return [];
  return parametersIn(namespace) ?? [{ name: 'namespace' }];
}
