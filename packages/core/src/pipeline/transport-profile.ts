import type { ArgumentMetadata, ExceptionFilter } from '@portico/common';
import type { CallContext } from './execution-context.js';

/**
 * Reads one handler parameter from the arguments that the transport calls with:
 * `(request, response, next)` for HTTP, `(client, data, ack, pattern)` for WebSockets. The last argument is the
 * transport's own record of the call; neither enhancers nor undecorated handlers see it.
 */
export type ParameterReader = (a0: unknown, a1: unknown, a2: unknown, a3: unknown, own: unknown) => unknown;

/**
 * Everything in which one transport differs from another, as data. The pipeline itself does not depend on any
 * transport: it is compiled against a profile.
 */
export interface TransportProfile {
  /** What `ArgumentsHost.getType()` answers: `'http'`, `'ws'`, or a name of your own. */
  readonly type: string;

  /**
   * How many of the four arguments `ArgumentsHost.getArgs()` shows. With `'list'` the first argument is the list of all
   * of them: calls from outside may have any number.
   */
  readonly arity: 1 | 2 | 3 | 4 | 'list';

  /** The class of execution contexts, for transports whose views differ from the arguments. Default: `CallContext`. */
  readonly contextClass?: typeof CallContext;

  /** What a handler without decorated parameters is called with; default: `'transport'`, its own arguments. */
  readonly undecoratedArguments?: 'transport' | 'none';

  /** What an Observable means: its last value, or a stream that the transport subscribes to. */
  readonly result: 'last' | 'stream';

  /**
   * The reader of a decorated parameter, chosen once per parameter at start-up.
   *
   * @param source the parameter type that the decorator left in the metadata
   * @param data what the decorator was given, such as a property key
   */
  readParameter(source: number | string, data: unknown): ParameterReader;

  /** The `type` that pipes are told, or `undefined` for a source that no pipe runs on. */
  argumentType(source: number | string): ArgumentMetadata['type'] | undefined;

  /** The object that stands for one request: the key of its context, and what `REQUEST` gives. */
  requestOf(a0: unknown, a1: unknown, a2: unknown, a3: unknown): object;

  /** The error of a call that a guard denied. */
  denied(): Error;

  /**
   * Where an exception goes that a filter throws; default: `'fallback'`, the fallback filter. With `'global'` the global
   * filters come first, once.
   */
  readonly failedFilters?: 'global' | 'fallback';

  /** Whether what a filter returns is the result of the failed call. Default: `false`, the result is `undefined`. */
  readonly returnsFilterResult?: boolean;

  /** Answers an exception that no filter of the handler takes. */
  readonly fallbackFilter: ExceptionFilter;

  /**
   * Called when the fallback filter itself fails. Frees the client. What it throws reaches the caller of the compiled handler,
   * so only a profile whose callers expect that may throw.
   */
  lastResort(error: unknown, a0: unknown, a1: unknown, a2: unknown, a3: unknown): void;
}
