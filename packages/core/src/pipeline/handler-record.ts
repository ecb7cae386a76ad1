import type {
  ArgumentMetadata,
  CanActivate,
  ExceptionFilter,
  ExecutionContext,
  NestInterceptor,
  PipeTransform,
  Type,
} from '@portico/common';
import type { ContextId } from '../container/context-id.js';
import type { Slot } from '../resolution/slot.js';

/** A filter and the exception classes that it takes; none means every exception. */
export interface FilterRecord {
  readonly slot: Slot<ExceptionFilter>;
  readonly catches: readonly Type<unknown>[];
  /** Whether it is for the whole application. */
  readonly isGlobal?: boolean;
}

/** How a custom parameter decorator (`createParamDecorator`) makes its value. */
export type ParameterFactory = (data: unknown, context: ExecutionContext) => unknown;

/** One decorated parameter of a handler. */
export interface ParameterRecord {
  readonly index: number;
  /** The parameter type of the transport, or the factory of a custom decorator. */
  readonly source: number | string | ParameterFactory;
  readonly data: unknown;
  /** In the order in which they run: global, class, method, parameter. */
  readonly pipes: readonly Slot<PipeTransform>[];
  /** The declared type of the parameter, for pipes that validate or convert by it. */
  readonly metatype: ArgumentMetadata['metatype'];
  /** The schema that the decorator was given, for pipes that validate by it. */
  readonly schema?: ArgumentMetadata['schema'];
}

/** Runs the calls of a handler for those who observe it. */
export interface CallObserver {
  /** A channel of `node:diagnostics_channel`: calls are passed to `observe` while it has subscribers. */
  readonly channel: { readonly hasSubscribers: boolean };
  /** @param call takes what the transport's own record of the call is, for `onFailure` */
  readonly observe: (call: (own: unknown) => unknown, a0: unknown, a1: unknown) => unknown;
}

/** Everything about one handler that is known at start-up: what `compileHandler` compiles. */
export interface HandlerRecord {
  /** The controller or gateway class. */
  readonly owner: Type<object>;
  /** The method as it was written: it carries the metadata. */
  readonly method: Function;
  readonly methodName: string;
  /** The function to call on the instance. Default: the method of that name, which an instance may have replaced. */
  readonly implementation?: (...args: unknown[]) => unknown;
  readonly instance: Slot<object>;
  /** When empty the handler is called with the transport's own arguments. */
  readonly parameters: readonly ParameterRecord[];
  readonly guards: readonly Slot<CanActivate>[];
  readonly interceptors: readonly Slot<NestInterceptor>[];
  /** In order of precedence: method, class, global. */
  readonly filters: readonly FilterRecord[];
  /** Used only when one of the slots is contextual; `durable` says that all of those are. */
  readonly openContext: (request: object, durable?: boolean) => ContextId;
  /**
   * Called with the second argument, for transports where that is data, when the guards have accepted the call: parameters get
   * what it returns or resolves to. What it throws goes to the filters.
   */
  readonly transformData?: (data: unknown) => unknown;
  /** Sends the handler result; what it throws goes to the filters. Without it the result is returned. */
  readonly send?: (result: unknown, a0: unknown, a1: unknown, a2: unknown, a3: unknown) => unknown;
  /** What `invoke` returns after the filters have handled a failure, for transports that count failures. Default: `undefined`. */
  readonly failed?: unknown;
  readonly observer?: CallObserver;
  /** Called with what a call fails with, before the filters. Must not throw. */
  readonly onFailure?: (error: unknown, a0: unknown, a1: unknown, a2: unknown, a3: unknown, own: unknown) => void;
  /** Called with what the handler itself returned, before an interceptor sees it. Only handlers with interceptors call it. */
  readonly onReturn?: (returned: unknown, own: unknown) => void;
  /** Overrides the profile for one handler (server-sent events want the stream itself). */
  readonly result?: 'last' | 'stream';
}

/** A handler with its whole pipeline, ready to be called for every request or message. */
export interface CompiledHandler {
  /**
   * Runs guards, interceptors, pipes and the handler, and sends the result. Never throws: a failure goes
   * through the filters, and `invoke` then returns `undefined`. Returns a promise only if a stage
   * returned one; it never rejects.
   *
   * @param own the transport's own record of the call, for its parameter readers
   */
  readonly invoke: (a0?: unknown, a1?: unknown, a2?: unknown, a3?: unknown, own?: unknown) => unknown;
  /** Runs the filters alone, for failures that come after `invoke` (a stream that breaks). */
  readonly fail: FailureHandler;
  /** Whether interceptors stand around it: an Observable that `invoke` returns may then be theirs. */
  readonly isIntercepted: boolean;
}

/** Sends an exception through the filters. Never throws; a returned promise never rejects. */
export type FailureHandler = (
  error: unknown,
  a0?: unknown,
  a1?: unknown,
  a2?: unknown,
  a3?: unknown,
) => undefined | Promise<undefined>;
