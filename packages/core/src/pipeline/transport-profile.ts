import type { ArgumentMetadata, ExceptionFilter } from '@portico/common';
import type { CallContext } from './execution-context.js';

/**
 * Reads one handler parameter from the arguments that the transport calls with:
 * `(request, response, next)` for HTTP, `(client, data, ack, pattern)` for WebSockets. The last argument is the
 * transport's own record of the call; neither enhancers nor undecorated handlers see it.
 */
export type ParameterReader = (a0: unknown, a1: unknown, a2: unknown, a3: unknown, own: unknown) => unknown;

/**
 * All differences between transports, as data. The pipeline itself does not depend on any transport: it is compiled
 * against a profile.
 */
export interface TransportProfile {
  /** The return value of `ArgumentsHost.getType()`: `'http'`, `'ws'`, or your own name. */
  readonly type: string;

  /**
   * How many of the four arguments `ArgumentsHost.getArgs()` returns. With `'list'`, the first argument is the list of
   * all arguments, for calls with any number of them.
   */
  readonly arity: 1 | 2 | 3 | 4 | 'list';

  /** The class of execution contexts, for transports whose views differ from the arguments. Default: `CallContext`. */
  readonly contextClass?: typeof CallContext;

  /**
   * The arguments of a handler without decorated parameters. Default: `'transport'`, the arguments of the transport.
   */
  readonly undecoratedArguments?: 'transport' | 'none';

  /** What an Observable means: its last value, or a stream that the transport subscribes to. */
  readonly result: 'last' | 'stream';

  /**
   * Returns the reader of a decorated parameter, chosen once per parameter at start-up.
   *
   * @param source the parameter type in the metadata of the decorator
   * @param data the argument of the decorator, such as a property key
   */
  readParameter(source: number | string, data: unknown): ParameterReader;

  /** Returns the `type` that is passed to pipes, or `undefined` for a source without pipes. */
  argumentType(source: number | string): ArgumentMetadata['type'] | undefined;

  /**
   * Returns the object that represents one request: the key of its context, and the value of `REQUEST`.
   *
   * @param own what the transport has passed to `invoke` or `fail` of the handler for itself
   */
  requestOf(a0: unknown, a1: unknown, a2: unknown, a3: unknown, own?: unknown): object;

  /** Creates the error of a call that a guard denied. */
  denied(): Error;

  /**
   * Where an exception that a filter throws goes. Default: `'fallback'`, the fallback filter. With `'global'`, the
   * global filters are called first, once.
   */
  readonly failedFilters?: 'global' | 'fallback';

  /**
   * Whether the return value of a filter is the result of the failed call. Default: `false`, the result is `undefined`.
   */
  readonly returnsFilterResult?: boolean;

  /**
   * Calls a filter of the application, with what it needs of the call besides its arguments. Default: the filter is
   * called directly.
   */
  readonly callFilter?: (filter: () => unknown, a0: unknown, a1: unknown, a2: unknown, a3: unknown) => unknown;

  /** Handles an exception that no filter of the handler catches. */
  readonly fallbackFilter: ExceptionFilter;

  /**
   * Called if the fallback filter itself fails. Ends the request. Its errors reach the caller of the compiled handler,
   * so it may throw only if the callers of the profile expect that.
   */
  lastResort(error: unknown, a0: unknown, a1: unknown, a2: unknown, a3: unknown): void;
}
