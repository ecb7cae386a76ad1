import type { ArgumentMetadata } from '@portico/common';
import { isPromiseLike } from '@portico/common/internal';
import { applyPipes } from './apply-pipes.js';
import type { CallContext } from './execution-context.js';
import type { HandlerInstances } from './handler-instances.js';
import type { HandlerRecord, ParameterFactory, ParameterRecord } from './handler-record.js';
import type { ParameterReader, TransportProfile } from './transport-profile.js';

/** Reads the arguments of a handler, transforms them by their pipes and calls it. */
export type HandlerCall = (
  instances: HandlerInstances,
  context: CallContext | undefined,
  a0: unknown,
  a1: unknown,
  a2: unknown,
  a3: unknown,
  own: unknown,
) => unknown;

/** Returns whether reading the parameters needs the execution context. */
export function parametersNeedContext(parameters: readonly ParameterRecord[]): boolean {
  return parameters.some((parameter) => typeof parameter.source === 'function');
}

/**
 * Compiles the call of a handler by what its parameters need: none decorated, none with pipes or
 * factories (then by arity, without an array), or the general case.
 */
export function compileHandlerCall(profile: TransportProfile, record: HandlerRecord): HandlerCall {
  const { parameters, interceptors, mayCall } = record;
  const isWatched = interceptors.length > 0;
  if (!parameters.every(isPlain)) {
    return compileBoundCall(profile, parameters, applyUnlessCancelled(isWatched ? reachHandler : callHandler, mayCall));
  }
  const call = parameters.length === 0 ? undecoratedCall(profile) : compilePlainCall(profile, parameters);
  return unlessCancelled(isWatched ? reaching(call) : call, mayCall);
}

function reaching(call: HandlerCall): HandlerCall {
  return (instances, context, a0, a1, a2, a3, own) => {
    context!.isHandlerReached = true;
    return call(instances, context, a0, a1, a2, a3, own);
  };
}

function unlessCancelled(call: HandlerCall, mayCall: HandlerRecord['mayCall']): HandlerCall {
  if (mayCall === undefined) return call;
  return (instances, context, a0, a1, a2, a3, own) =>
    mayCall(own) ? call(instances, context, a0, a1, a2, a3, own) : undefined;
}

/** A parameter without pipes, which the transport reads. */
type PlainParameter = ParameterRecord & { readonly source: number | string };

export function isPlain(parameter: ParameterRecord): parameter is PlainParameter {
  return typeof parameter.source !== 'function' && parameter.pipes.length === 0;
}

type ApplyHandler = (
  instances: HandlerInstances,
  context: CallContext | undefined,
  values: unknown[],
  own: unknown,
) => unknown;

const callHandler: ApplyHandler = (instances, _context, values) => instances.method.apply(instances.instance, values);

const reachHandler: ApplyHandler = (instances, context, values) => {
  context!.isHandlerReached = true;
  return instances.method.apply(instances.instance, values);
};

function applyUnlessCancelled(apply: ApplyHandler, mayCall: HandlerRecord['mayCall']): ApplyHandler {
  if (mayCall === undefined) return apply;
  return (instances, context, values, own) => (mayCall(own) ? apply(instances, context, values, own) : undefined);
}

function undecoratedCall(profile: TransportProfile): HandlerCall {
  if (profile.arity === 'list') return callWithList;
  return profile.undecoratedArguments === 'none' ? callWithoutArguments : callWithTransportArguments;
}

const callWithTransportArguments: HandlerCall = (instances, _context, a0, a1, a2) =>
  instances.method.call(instances.instance, a0, a1, a2);

const callWithList: HandlerCall = (instances, _context, list) =>
  // With the arity `list` the first argument is the list of all arguments.
  instances.method.apply(instances.instance, list as unknown[]);

/** So that default values of parameters apply: `list(page = 1)`. */
const callWithoutArguments: HandlerCall = (instances) => instances.method.call(instances.instance);

function compilePlainCall(profile: TransportProfile, parameters: readonly PlainParameter[]): HandlerCall {
  const readers = new Array<ParameterReader>(argumentCount(parameters)).fill(readNothing);
  for (const { index, source, data } of parameters) readers[index] = profile.readParameter(source, data);
  const [r0 = readNothing, r1 = readNothing, r2 = readNothing] = readers;
  switch (readers.length) {
    case 1:
      return (instances, _context, a0, a1, a2, a3, own) =>
        instances.method.call(instances.instance, r0(a0, a1, a2, a3, own));
    case 2:
      return (instances, _context, a0, a1, a2, a3, own) =>
        instances.method.call(instances.instance, r0(a0, a1, a2, a3, own), r1(a0, a1, a2, a3, own));
    case 3:
      return (instances, _context, a0, a1, a2, a3, own) =>
        instances.method.call(
          instances.instance,
          r0(a0, a1, a2, a3, own),
          r1(a0, a1, a2, a3, own),
          r2(a0, a1, a2, a3, own),
        );
    default:
      return (instances, _context, a0, a1, a2, a3, own) =>
        instances.method.apply(
          instances.instance,
          readers.map((read) => read(a0, a1, a2, a3, own)),
        );
  }
}

/** Of a parameter that is not decorated. */
const readNothing: ParameterReader = () => undefined;

interface BoundParameter {
  readonly index: number;
  readonly read: ParameterReader | undefined;
  readonly factory: ParameterFactory | undefined;
  readonly data: unknown;
  readonly metadata: ArgumentMetadata | undefined;
}

function compileBoundCall(
  profile: TransportProfile,
  parameters: readonly ParameterRecord[],
  apply: ApplyHandler,
): HandlerCall {
  const bound = parameters.map((parameter) => bindParameter(profile, parameter));
  const count = argumentCount(parameters);
  return (instances, context, a0, a1, a2, a3, own) => {
    const values: unknown[] = new Array(count).fill(undefined);
    let pending: number[] | undefined;
    let position = bound.length - 1;
    try {
      // The last parameter first: if pipes refuse several, applications and their tests expect the error of the last
      // one.
      for (; position >= 0; position--) {
        const parameter = bound[position]!;
        const pipes = instances.pipes[position]!;
        const raw = parameter.factory
          ? parameter.factory(parameter.data, context!)
          : parameter.read!(a0, a1, a2, a3, own);
        // Fastify's reply is thenable and resolves when it is sent: awaiting it here would hang.
        const isReply = raw === a1 && isPromiseLike(raw);
        const value = parameter.metadata && !isReply ? applyPipes(raw, pipes, parameter.metadata) : raw;
        values[parameter.index] = value;
        if (!isReply && isPromiseLike(value)) {
          if (pending) pending.push(parameter.index);
          else pending = [parameter.index];
        }
      }
    } catch (error) {
      if (!pending) throw error;
      // An earlier pipe may still refuse: the refusal that comes first is used, even if another one is synchronous.
      const { index } = bound[position]!;
      values[index] = Promise.reject(error);
      pending.push(index);
    }
    return pending
      ? awaitArguments(values, pending).then(() => apply(instances, context, values, own))
      : apply(instances, context, values, own);
  };
}

/** Waits for the arguments at these indexes, and replaces them by their resolved values. */
async function awaitArguments(values: unknown[], places: readonly number[]): Promise<void> {
  const resolved = await Promise.all(places.map((place) => values[place]));
  for (let index = 0; index < places.length; index++) values[places[index]!] = resolved[index];
}

function bindParameter(profile: TransportProfile, parameter: ParameterRecord): BoundParameter {
  const { index, source, data } = parameter;
  const factory = typeof source === 'function' ? source : undefined;
  return {
    index,
    factory,
    read: typeof source === 'function' ? undefined : profile.readParameter(source, data),
    data,
    metadata: argumentMetadata(profile, parameter),
  };
}

/** Returns what pipes receive about a parameter; `undefined` for one that they do not apply to. */
export function argumentMetadata(
  profile: TransportProfile,
  { source, data, metatype, schema }: ParameterRecord,
): ArgumentMetadata | undefined {
  const type = typeof source === 'function' ? 'custom' : profile.argumentType(source);
  // Pipes receive any data of a decorator, although the documented type says a string.
  return type && { type, metatype, data: data as ArgumentMetadata['data'], ...(schema && { schema }) };
}

function argumentCount(parameters: readonly ParameterRecord[]): number {
  return 1 + Math.max(...parameters.map((parameter) => parameter.index));
}
