import { Logger } from '@portico/common';
import { isObject, RouteParamtypes, stackOf } from '@portico/common/internal';
import type { ParameterReader, TransportProfile } from '@portico/core/transports';
import { clientOf } from '../clients/client-of.js';
import { portableClientOf } from '../clients/portable-client.js';
import { connectionOf } from '../connections/connection-of.js';
import type { ClientHandshake } from '../contracts/gateways/client-handshake.js';
import type { MessageRequest } from '../contracts/gateways/message-request.js';
import type { Message } from '../dispatch/message.js';
import { BaseWsExceptionFilter } from '../exceptions/base-ws-exception-filter.js';
import { handleFailure } from '../exceptions/failure-channel.js';
import { WsException } from '../exceptions/ws-exception.js';

const logger = new Logger('WsExceptionsHandler');

/** All differences between WebSockets and other transports. Handlers are called with `(client, data, ack, pattern)`. */
export const webSocketProfile: TransportProfile = {
  type: 'ws',
  arity: 4,
  result: 'stream',

  readParameter: (source, data) => {
    switch (source) {
      case RouteParamtypes.REQUEST:
        return (client) => client;
      case RouteParamtypes.BODY:
        return data === undefined ? (_client, body) => body : readProperty(String(data));
      case RouteParamtypes.ACK:
        return (_client, _body, ack) => ack;
      case RouteParamtypes.SIGNAL:
        return reader((client, _body, _ack, _pattern, message) => (message ?? clientOf(client))?.signal);
      case RouteParamtypes.CONNECTED_CLIENT:
        return reader((client, _body, _ack, _pattern, message) =>
          message ? portableClientOf(message.connection) : clientOf(client),
        );
      case RouteParamtypes.GATEWAY_CLIENTS:
        return reader((client) => connectionOf(client)?.rooms?.clients);
      case RouteParamtypes.CONNECTION_PARAM:
        return handshakeReader('params', data);
      case RouteParamtypes.CONNECTION_QUERY:
        return handshakeReader('query', data);
      default:
        return () => undefined;
    }
  },

  argumentType: (source) => {
    switch (source) {
      case RouteParamtypes.BODY:
        return 'body';
      case RouteParamtypes.CONNECTION_PARAM:
        return 'param';
      case RouteParamtypes.CONNECTION_QUERY:
        return 'query';
      default:
        return 'custom';
    }
  },

  requestOf: (client: object) => client,

  denied: () => new WsException('Forbidden resource'),

  callFilter: (filter, client, _data, ack) => handleFailure(client, ack, filter),

  fallbackFilter: new BaseWsExceptionFilter(),

  lastResort: (error) => logger.error('An exception filter failed', stackOf(error)),
};

/** For gateways with `requestScope: 'message'`: every message has its own context. */
export const perMessageProfile: TransportProfile = {
  ...webSocketProfile,
  requestOf: (client: object, data: unknown, _ack: unknown, pattern: string, message?: Message): MessageRequest => {
    if (!message) return { client, data, pattern };
    // A stream can fail, and a reply can be refused, after the call has ended.
    message.request ??= { client, data, pattern };
    return message.request;
  },
};

/** A parameter of a hook without a decorator. */
export const HOOK_ARGUMENT = 'portico:hook-argument';

/**
 * Hooks with decorated parameters: they are called with the client, a list of the other arguments of the hook, and its
 * name. Their errors are logged.
 */
export function hookProfile(isPerMessage: boolean): TransportProfile {
  const rethrow = (error: unknown): never => {
    throw error;
  };
  const profile = isPerMessage ? perMessageProfile : webSocketProfile;
  return {
    ...profile,
    readParameter: (source, data) => {
      if (source === HOOK_ARGUMENT)
        return (client, _body, rest) => (data === 0 || !Array.isArray(rest) ? client : rest[Number(data) - 1]);
      return source === RouteParamtypes.ACK ? () => undefined : profile.readParameter(source, data);
    },
    fallbackFilter: { catch: rethrow },
    lastResort: rethrow,
  };
}

/** The body of a message, of which a decorator can select a property. It can also be a string or a number. */
type Body = Readonly<Record<string, unknown>> | null | undefined;

/** The arguments of the dispatcher; hooks are called without a message. */
type ReadMessage = (
  client: object,
  body: Body,
  ack: unknown,
  pattern: unknown,
  message: Message | undefined,
) => unknown;

/** The pipeline passes on the arguments of the dispatcher and the hooks. */
function reader(read: ReadMessage): ParameterReader {
  // Readers of messages are called only by the dispatcher and the hooks.
  return read as ParameterReader;
}

function readProperty(key: string): ParameterReader {
  return reader((_client, body) => ownProperty(body, key));
}

/** `undefined` for what every object inherits, and for what is not an object. */
function ownProperty(values: unknown, key: string): unknown {
  return isObject(values) && Object.hasOwn(values, key) ? values[key] : undefined;
}

function handshakeReader(part: 'params' | 'query', name: unknown): ParameterReader {
  const read = (client: object, message: Message | undefined): ClientHandshake[typeof part] | undefined => {
    const connection = message ? message.connection : connectionOf(client);
    return connection && portableClientOf(connection).handshake[part];
  };
  if (name === undefined) return reader((client, _body, _ack, _pattern, message) => read(client, message));
  const key = String(name);
  return reader((client, _body, _ack, _pattern, message) => ownProperty(read(client, message), key));
}
