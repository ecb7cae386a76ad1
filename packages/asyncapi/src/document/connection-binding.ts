import type { GatewayParameter } from '@portico/websockets';
import type { AsyncApiSecurityScheme, SocketIoBinding, WebSocketBinding } from '../async-api-document.js';
import { readFact } from '../decorators/metadata.js';
import type { JsonSchema } from '../json-schema.js';
import { PROTOTYPE_KEY } from '../schemas/prototype-key.js';
import type { ChannelGroup } from './channel-groups.js';

/** The request with which clients connect. */
export interface ConnectionRequest {
  readonly query: JsonSchema | undefined;
  readonly headers: JsonSchema | undefined;
}

/** Collects what gateways read from the request, what their decorators declare, and what their guards need. */
export function connectionRequest(
  { gateways, protocol }: ChannelGroup,
  schemes: readonly AsyncApiSecurityScheme[],
): ConnectionRequest {
  // Without a prototype: names such as `constructor` are free.
  const query: Record<string, JsonSchema> = Object.create(null);
  const headers: Record<string, JsonSchema> = Object.create(null);
  for (const { gateway, connection, messages } of gateways) {
    const parameters = [...connection.parameters, ...messages.flatMap((message) => message.parameters)];
    for (const name of queryNames(parameters)) query[name] ??= { type: 'string' };
    const options = readFact('portico:asyncapi:gateway', gateway);
    Object.assign(query, options?.query);
    Object.assign(headers, options?.headers);
  }
  for (const scheme of schemes) {
    if (scheme.type === 'http') headers['Authorization'] ??= { type: 'string', description: `${scheme.scheme} …` };
    if (scheme.type === 'httpApiKey' && scheme.in !== 'cookie') {
      const place = scheme.in === 'query' ? query : headers;
      place[scheme.name] ??= { type: 'string' };
    }
  }
  const { subprotocols } = protocol;
  if (subprotocols.length > 0) {
    const description = `Optional: the subprotocols that the client speaks, of ${subprotocols.join(', ')}.`;
    headers['Sec-WebSocket-Protocol'] ??= { type: 'string', description };
  }
  return { query: objectOf(query), headers: objectOf(headers) };
}

export function webSocketBinding({ query, headers }: ConnectionRequest): WebSocketBinding {
  return { method: 'GET', ...(query && { query }), ...(headers && { headers }), bindingVersion: '0.1.0' };
}

/** Written as an extension, because the binding of AsyncAPI for socket.io has no properties. */
export function socketIoBinding(
  { path, namespace = '/' }: ChannelGroup,
  { query, headers }: ConnectionRequest,
): SocketIoBinding {
  return {
    ...(typeof namespace === 'string' && { namespace }),
    ...(namespace instanceof RegExp && { namespacePattern: namespace.source }),
    path,
    ...(query && { query }),
    ...(headers && { headers }),
  };
}

function queryNames(parameters: readonly GatewayParameter[]): readonly string[] {
  return parameters.flatMap(({ source, property }) => (source === 'query' && property !== undefined ? [property] : []));
}

function objectOf({ [PROTOTYPE_KEY]: _, ...properties }: Readonly<Record<string, JsonSchema>>): JsonSchema | undefined {
  return Object.keys(properties).length > 0 ? { type: 'object', properties } : undefined;
}
