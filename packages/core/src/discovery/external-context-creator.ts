import type { ArgumentMetadata, ContextType, ExceptionFilter, ParamData, Type } from '@portico/common';
import { ForbiddenException } from '@portico/common';
import { RouteParamtypes } from '@portico/common/internal';
import type { Container } from '../container/container.js';
import { type ContextId, createContextId } from '../container/context-id.js';
import { TOKEN_BRAND } from '../container/core-tokens.js';
import type { ModuleRecord } from '../container/module-record.js';
import type { ProviderRecord } from '../container/provider-record.js';
import { describeHandler, type HandlerEnvironment } from '../enhancers/describe-handler.js';
import { applyPipes } from '../pipeline/apply-pipes.js';
import {
  contextualInstances,
  type HandlerInstances,
  isStaticHandler,
  staticInstances,
} from '../pipeline/handler-instances.js';
import type { HandlerRecord, ParameterRecord } from '../pipeline/handler-record.js';
import { isObservable, lastValueOf } from '../pipeline/observable.js';
import { runGuards } from '../pipeline/run-guards.js';
import { runInterceptors } from '../pipeline/run-interceptors.js';
import { staticSlot } from '../resolution/slot.js';
import { classRecord } from '../scanning/provider-definitions.js';
import { ExternalCall } from './external-call.js';

/** Reads the value of a parameter from the arguments of an external call. */
export interface ParamsFactory {
  /**
   * @param type the number of the parameter decorator.
   * @param data what the decorator was given.
   * @param args the arguments of the call.
   */
  exchangeKeyForValue(type: number, data: ParamData, args: any): any;
}

/** Which stages stand around an external handler; each does unless it is `false`. */
export interface ExternalContextOptions {
  guards?: boolean;
  interceptors?: boolean;
  filters?: boolean;
}

/** A handler with its stages: called with the arguments of the caller, whatever they are. */
export type ExternalHandler = (...args: any[]) => Promise<any>;

const ARGUMENT_TYPES: Readonly<Record<number, ArgumentMetadata['type']>> = {
  [RouteParamtypes.BODY]: 'body',
  [RouteParamtypes.QUERY]: 'query',
  [RouteParamtypes.PARAM]: 'param',
};

/**
 * Puts guards, interceptors, pipes and filters around methods that something other than HTTP and WebSockets calls: a
 * GraphQL server, a command line, a scheduler. Global enhancers take part.
 *
 * @example
 * const run = externalContextCreator.create(commands, commands.import, 'import', undefined, undefined, undefined, undefined, {}, 'cli');
 * await run(file);
 */
export class ExternalContextCreator {
  static readonly [TOKEN_BRAND]: string = 'ExternalContextCreator';

  readonly #environment: HandlerEnvironment;

  constructor(environment: HandlerEnvironment) {
    this.#environment = environment;
  }

  /**
   * Makes the function that runs a method with its stages.
   *
   * @param instance whose method it is; its class carries the enhancers.
   * @param callback the method.
   * @param methodName the name of the method.
   * @param metadataKey set when the parameters are decorated; absent: the method gets the arguments as they come.
   * @param paramsFactory reads decorated parameters.
   * @param contextId the context of request-scoped enhancers; absent: each call has its own.
   * @param inquirerId ignored: dependents are known by their records.
   * @param options which stages run.
   * @param contextType what `context.getType()` answers.
   * @returns a function whose promise is rejected with what no filter took; a filter's own answer becomes the result.
   */
  create<TContext extends string = ContextType>(
    instance: object,
    callback: (...args: any[]) => unknown,
    methodName: string,
    metadataKey?: string,
    paramsFactory?: ParamsFactory,
    contextId?: ContextId,
    _inquirerId?: string,
    options: ExternalContextOptions = {},
    contextType: TContext = 'http' as TContext,
  ): ExternalHandler {
    const record = this.#describe(instance, callback, methodName, metadataKey, options);
    const fill = isStaticHandler(record) ? always(staticInstances(record)) : contextualInstances(record);
    const type = instance.constructor as Type;

    const proceed = (instances: HandlerInstances, call: ExternalCall, args: unknown[]): unknown =>
      record.parameters.length === 0
        ? callback.apply(instance, args)
        : bindArguments(record.parameters, instances, call, paramsFactory, args).then((bound) =>
            callback.apply(instance, bound),
          );

    return async (...args: unknown[]) => {
      const call = new ExternalCall(contextType, args, type, callback);
      const id = contextId ?? createContextId();
      try {
        const instances = await fill(id);
        if (instances.guards.length > 0 && !(await runGuards(instances.guards, call)))
          throw new ForbiddenException('Forbidden resource');
        const result = await (instances.interceptors.length > 0
          ? runInterceptors(instances.interceptors, call, () => proceed(instances, call, args))
          : proceed(instances, call, args));
        return isObservable(result) ? await lastValueOf(result) : result;
      } catch (error) {
        return answerFailure(record, error, call, id);
      }
    };
  }

  #describe(
    instance: object,
    callback: Function,
    methodName: string,
    metadataKey: string | undefined,
    { guards = true, interceptors = true, filters = true }: ExternalContextOptions,
  ): HandlerRecord {
    const owner = recordOf(this.#environment.container, instance);
    const described = describeHandler(this.#environment, owner, methodName, { global: true });
    return {
      ...described,
      instance: staticSlot(instance),
      method: callback,
      parameters: metadataKey === undefined ? [] : described.parameters,
      guards: guards ? described.guards : [],
      interceptors: interceptors ? described.interceptors : [],
      filters: filters ? described.filters : [],
    };
  }
}

/** The record of the class, for the module in which its enhancers are made; for a stranger that is the root module. */
function recordOf(container: Container, instance: object): ProviderRecord<object> {
  const type = instance.constructor as Type<object>;
  const known = container.recordsOf(type).at(-1) as ProviderRecord<object> | undefined;
  return known ?? (classRecord(container.root as ModuleRecord, type, type) as ProviderRecord<object>);
}

function always(instances: HandlerInstances): () => HandlerInstances {
  return () => instances;
}

async function bindArguments(
  parameters: readonly ParameterRecord[],
  instances: HandlerInstances,
  call: ExternalCall,
  factory: ParamsFactory | undefined,
  args: unknown[],
): Promise<unknown[]> {
  const bound: unknown[] = new Array(1 + Math.max(...parameters.map(({ index }) => index))).fill(undefined);
  await Promise.all(
    parameters.map(async ({ index, source, data, metatype }, position) => {
      const raw: unknown =
        typeof source === 'function'
          ? source(data, call)
          : factory?.exchangeKeyForValue(Number(source), data as ParamData, args);
      const type = typeof source === 'function' ? 'custom' : (ARGUMENT_TYPES[Number(source)] ?? 'custom');
      bound[index] = await applyPipes(raw, instances.pipes[position] ?? [], { type, metatype, data: data as string });
    }),
  );
  return bound;
}

async function answerFailure(
  record: HandlerRecord,
  error: unknown,
  call: ExternalCall,
  contextId: ContextId,
): Promise<unknown> {
  const filter = record.filters.find(
    ({ catches }) => catches.length === 0 || catches.some((type) => error instanceof type),
  );
  if (!filter) throw error;
  const instance: ExceptionFilter = filter.slot.contextual
    ? await filter.slot.resolve(contextId)
    : filter.slot.instance;
  return instance.catch(error, call);
}
