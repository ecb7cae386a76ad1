import type { ContextType } from '@portico/common';
import type { Container } from '../container/container.js';
import type { ContextId } from '../container/context-id.js';
import { TOKEN_BRAND } from '../container/core-tokens.js';
import type { ProviderRecord } from '../container/provider-record.js';
import { describeHandler, type HandlerEnvironment } from '../enhancers/describe-handler.js';
import { compileHandler } from '../pipeline/compile-handler.js';
import type { HandlerRecord } from '../pipeline/handler-record.js';
import { staticSlot } from '../resolution/slot.js';
import { classRecord } from '../scanning/provider-definitions.js';
import { externalProfile, type ParamsFactory } from './external-profile.js';

/** The stages of an external handler; each is on unless it is `false`. */
export interface ExternalContextOptions {
  guards?: boolean | undefined;
  interceptors?: boolean | undefined;
  filters?: boolean | undefined;
}

/** A handler with its stages, called with the arguments of the caller. */
export type ExternalHandler = (...args: any[]) => Promise<any>;

/**
 * Runs guards, interceptors, pipes and filters for methods that are called by something other than HTTP and WebSockets,
 * such as a GraphQL server, a command line or a scheduler. Global enhancers are included.
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
   * Creates a function that runs a method with its stages.
   *
   * @param instance the object that has the method; its class has the enhancers.
   * @param callback the method.
   * @param methodName the name of the method.
   * @param metadataKey set if the parameters are decorated. Default: the method receives the arguments of the caller.
   * @param paramsFactory reads decorated parameters.
   * @param contextId the context of request-scoped enhancers. Default: a new one for each call.
   * @param inquirerId ignored: dependents are identified by their records.
   * @param options which stages run.
   * @param contextType the return value of `context.getType()`.
   * @returns a function whose promise rejects with exceptions that no filter handles; the return value of a filter
   *   becomes the result.
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
    // The documented default, for a caller that names another type without a value.
    contextType: TContext = 'http' as TContext,
  ): ExternalHandler {
    const record = this.#describe(instance, callback, methodName, metadataKey, options);
    const handler = compileHandler(externalProfile(contextType, paramsFactory, contextId), record);
    return async (...args) => handler.invoke(args);
  }

  #describe(
    instance: object,
    callback: HandlerRecord['implementation'] & Function,
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
      implementation: callback,
      parameters: metadataKey === undefined ? [] : described.parameters,
      guards: guards ? described.guards : [],
      interceptors: interceptors ? described.interceptors : [],
      filters: filters ? described.filters : [],
      // The profile passes the context id as its first argument.
      openContext: (contextId) => contextId as ContextId,
    };
  }
}

/**
 * Returns the record of the class, for the module in which its enhancers are created; for an unknown class that is the
 * root module.
 */
function recordOf(container: Container, instance: object): ProviderRecord<object> {
  const type = instance.constructor;
  return container.recordOf<object>(type) ?? classRecord<object>(container.root!, type, type);
}
