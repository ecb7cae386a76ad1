import { type ArgumentMetadata, ForbiddenException, type ParamData } from '@portico/common';
import { RouteParamtypes } from '@portico/common/internal';
import { type ContextId, createContextId } from '../container/context-id.js';
import type { TransportProfile } from '../pipeline/transport-profile.js';

/** Reads the value of a parameter from the arguments of an external call. */
export interface ParamsFactory {
  /**
   * @param type the number of the parameter decorator.
   * @param data the argument of the decorator.
   * @param args the arguments of the call.
   */
  exchangeKeyForValue(type: number, data: ParamData, args: unknown): unknown;
}

/**
 * Creates the profile of calls from outside of the transports: they have any number of arguments, the caller reads
 * decorated parameters, and failures that no filter handles are thrown to the caller.
 *
 * @param type the return value of `context.getType()`.
 * @param factory reads decorated parameters.
 * @param contextId the context of request-scoped instances. Default: a new one for each call.
 */
export function externalProfile(
  type: string,
  factory: ParamsFactory | undefined,
  contextId: ContextId | undefined,
): TransportProfile {
  return {
    type,
    arity: 'list',
    result: 'last',
    readParameter: (source, data) => (args) => factory?.exchangeKeyForValue(Number(source), data!, args),
    argumentType: (source) => ARGUMENT_TYPES[Number(source)] ?? 'custom',
    requestOf: () => contextId ?? createContextId(),
    denied: () => new ForbiddenException('Forbidden resource'),
    returnsFilterResult: true,
    fallbackFilter: { catch: rethrow },
    lastResort: rethrow,
  };
}

function rethrow(error: unknown): never {
  throw error;
}

const ARGUMENT_TYPES: Readonly<Record<number, ArgumentMetadata['type']>> = {
  [RouteParamtypes.BODY]: 'body',
  [RouteParamtypes.QUERY]: 'query',
  [RouteParamtypes.PARAM]: 'param',
};
