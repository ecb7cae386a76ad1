import type { Type } from '@portico/common';
import { RouteParamtypes, readEnhancers, readParameterRecords, readParameterTypes } from '@portico/common/internal';
import { absolutePath } from '@portico/core/transports';
import type {
  GatewayConnectionDescription,
  GatewayDescription,
  GatewayMessageDescription,
  GatewayParameter,
  GuardReference,
} from '../../contracts/gateways/gateway-description.js';
import { eventName } from '../../dispatch/event-name.js';
import type { MessageHandlerRecord } from '../../dispatch/gateway-handler.js';
import type { AdapterChoice } from '../adapters/choose-adapters.js';
import type { GatewayRecord } from '../gateway-record.js';

const SOURCES = new Map<number | undefined, GatewayParameter['source']>([
  [RouteParamtypes.BODY, 'body'],
  [RouteParamtypes.CONNECTION_PARAM, 'param'],
  [RouteParamtypes.CONNECTION_QUERY, 'query'],
]);

const HOOKS = ['handleConnection', 'handleDisconnect'];

/** The place of the data among the arguments of a handler without decorated parameters. */
const DATA_INDEX = 1;

/** Where a gateway is, as far as that is known. */
export interface DescribedPlace {
  readonly isStarted: boolean;
  readonly choice: Partial<AdapterChoice>;
  /** Default: that of its options, or of its adapter. */
  readonly path?: string | undefined;
}

export function describeGateway(
  record: GatewayRecord,
  { isStarted, choice, path }: DescribedPlace,
): GatewayDescription {
  const { type, port, options, name } = record;
  return {
    gateway: type,
    name,
    isStarted,
    port,
    path: path ?? (options.path === undefined ? choice.adapter?.clientProtocol?.path : absolutePath(options.path)),
    namespace: options.namespace,
    options,
    adapter: choice.adapter,
    adapterName: choice.name,
    connection: describeConnection(type, options.guardConnections === true),
    messages: record.handlers.map((handler) => describeMessage(type, handler)),
  };
}

function describeConnection(type: Type<object>, hasClassGuards: boolean): GatewayConnectionDescription {
  return {
    guards: [...(hasClassGuards ? guardsOf(type) : []), ...guardsOfMethod(type, 'handleConnection')],
    parameters: HOOKS.flatMap((hook) => decoratedParameters(type, hook)),
  };
}

function describeMessage(
  type: Type<object>,
  { pattern, methodName, definitions, isAckHandledManually }: MessageHandlerRecord,
): GatewayMessageDescription {
  return {
    event: eventName(pattern),
    pattern,
    handler: methodName,
    definition: definitions[0],
    isAckHandledManually,
    parameters: parametersOf(type, methodName),
    guards: [...guardsOf(type), ...guardsOfMethod(type, methodName)],
  };
}

/** A handler that decorates no parameter receives the data as its second argument. */
function parametersOf(type: Type<object>, methodName: string): readonly GatewayParameter[] {
  if (readParameterRecords(type, methodName).length > 0) return decoratedParameters(type, methodName);
  const data = readParameterTypes(type, methodName)?.[DATA_INDEX];
  return data ? [{ source: 'body', property: undefined, type: data, schema: undefined, pipes: [] }] : [];
}

function decoratedParameters(type: Type<object>, methodName: string): readonly GatewayParameter[] {
  return readParameterRecords(type, methodName).flatMap(({ paramtype, data, metatype, schema, pipes }) => {
    const source = SOURCES.get(paramtype);
    if (!source) return [];
    return [{ source, property: data === undefined ? undefined : String(data), type: metatype, schema, pipes }];
  });
}

function guardsOf(target: object): readonly GuardReference[] {
  return readEnhancers(target, 'guard');
}

function guardsOfMethod(type: Type<object>, methodName: string): readonly GuardReference[] {
  const prototype: Readonly<Record<string, unknown>> = type.prototype;
  const method = prototype[methodName];
  return typeof method === 'function' ? guardsOf(method) : [];
}
