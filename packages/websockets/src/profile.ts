import { Logger } from '@portico/common';
import { RouteParamtypes, stackOf } from '@portico/common/internal';
import type { ParameterReader, TransportProfile } from '@portico/core/transports';
import type { MessageRequest } from './contracts/message-request.js';
import type { Message } from './dispatch/message.js';
import { BaseWsExceptionFilter } from './exceptions/base-ws-exception-filter.js';
import { WsException } from './exceptions/ws-exception.js';

const logger = new Logger('WsExceptionsHandler');

/** Everything in which WebSockets differ from other transports. Handlers are called with `(client, data, ack, pattern)`. */
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
        return (_client, _body, _ack, _pattern, message) => (message as Message).signal;
      default:
        return () => undefined;
    }
  },

  argumentType: (source) => (source === RouteParamtypes.BODY ? 'body' : 'custom'),

  requestOf: (client) => client as object,

  denied: () => new WsException('Forbidden resource'),

  fallbackFilter: new BaseWsExceptionFilter(),

  lastResort: (error) => logger.error('An exception filter failed', stackOf(error)),
};

/** For gateways with `requestScope: 'message'`: every message has a context of its own. */
export const perMessageProfile: TransportProfile = {
  ...webSocketProfile,
  requestOf: (client, data, _ack, pattern): MessageRequest => ({ client, data, pattern: pattern as string }),
};

function readProperty(key: string): ParameterReader {
  return (_client, body) => (body as Record<string, unknown> | null | undefined)?.[key];
}
