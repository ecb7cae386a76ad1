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

/** A filter and the exception classes that it catches; none means every exception. */
export interface FilterRecord {
  readonly slot: Slot<ExceptionFilter>;
  readonly catches: readonly Type<unknown>[];
  /** Whether it is for the whole application. */
  readonly isGlobal?: boolean;
}

/** The factory of a custom parameter decorator (`createParamDecorator`). */
export type ParameterFactory = (data: unknown, context: ExecutionContext) => unknown;

/** One decorated parameter of a handler. */
export interface ParameterRecord {
  readonly index: number;
  /** The parameter type of the transport, or the factory of a custom decorator. */
  readonly source: number | string | ParameterFactory;
  readonly data: unknown;
  /** In the order in which they run: global, class, method, parameter. */
  readonly pipes: readonly Slot<PipeTransform>[];
  /** The declared type of the parameter, for pipes that use it. */
  readonly metatype: ArgumentMetadata['metatype'];
  /** The schema of the decorator, for pipes that validate with it. */
  readonly schema?: ArgumentMetadata['schema'];
}

/** Runs the calls of a handler for subscribers. */
export interface CallObserver {
  /** A channel of `node:diagnostics_channel`: calls are passed to `observe` while it has subscribers. */
  readonly channel: { readonly hasSubscribers: boolean };
  /** @param call receives the transport's own record of the call, for `onFailure` */
  readonly observe: (call: (own: unknown) => unknown, a0: unknown, a1: unknown) => unknown;
}

/** The parts of a handler that its transport determines. */
export type HandlerHooks = Pick<
  HandlerRecord,
  'failed' | 'isAbandoned' | 'isCancelled' | 'mayCall' | 'onFailure' | 'onReturn' | 'result' | 'send' | 'transformData'
>;

/** Everything about one handler that is known at start-up: what `compileHandler` compiles. */
export interface HandlerRecord {
  /** The controller or gateway class. */
  readonly owner: Type<object>;
  /** The original method, which has the metadata. */
  readonly method: Function;
  readonly methodName: string;
  /** The function to call on the instance. Default: the method of that name, which an instance may have replaced. */
  readonly implementation?: (...args: unknown[]) => unknown;
  readonly instance: Slot<object>;
  /** If empty, the handler is called with the arguments of the transport. */
  readonly parameters: readonly ParameterRecord[];
  readonly guards: readonly Slot<CanActivate>[];
  readonly interceptors: readonly Slot<NestInterceptor>[];
  /** In order of precedence: method, class, global. */
  readonly filters: readonly FilterRecord[];
  /** Used only when one of the slots is contextual; `durable` says that all of those are. */
  readonly openContext: (request: object, durable?: boolean) => ContextId;
  /**
   * Called with the second argument, for transports in which that is the data, after the guards have accepted the call.
   * Parameters receive its result. Its errors go to the filters.
   */
  readonly transformData?: (data: unknown) => unknown;
  /** Sends the handler result; its errors go to the filters. Without it, the result is returned. */
  readonly send?: (result: unknown, a0: unknown, a1: unknown, a2: unknown, a3: unknown, own: unknown) => unknown;
  /** What `invoke` returns after the filters have handled a failure, for transports that count failures. Default: `undefined`. */
  readonly failed?: unknown;
  readonly observer?: CallObserver;
  /** Called with the error of a call, before the filters. Must not throw. */
  readonly onFailure?: (error: unknown, a0: unknown, a1: unknown, a2: unknown, a3: unknown, own: unknown) => void;
  /**
   * Called with the return value of the handler, before interceptors. Only for handlers with interceptors. It is a
   * promise, too, if the arguments are awaited.
   */
  readonly onReturn?: (returned: unknown, own: unknown, a0: unknown) => void;
  /** Called with each value that an interceptor receives from `next.handle()`, unless it is that of an Observable. */
  readonly onDelivered?: (value: unknown, a0: unknown, a1: unknown) => void;
  /**
   * Asked after the guards have accepted a call of a handler with interceptors, and after request-scoped instances have
   * been created asynchronously: whether its client has left meanwhile. If so, no further stage and no handler is called,
   * and the result is `undefined`.
   */
  readonly isAbandoned?: (own: unknown) => boolean;
  /**
   * Asked after asynchronous guards have accepted a call, and after request-scoped instances have been created
   * asynchronously: whether the client has cancelled it meanwhile. If so, the result is `undefined`.
   */
  readonly isCancelled?: (own: unknown) => boolean;
  /**
   * Asked right before the handler is called, unless the call has no other stage: `false` if the client has cancelled it.
   * The result is then `undefined`.
   */
  readonly mayCall?: (own: unknown) => boolean;
  /** Overrides the profile for one handler (server-sent events need the stream itself). */
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
  /** Whether it has interceptors, from which an Observable that `invoke` returns may come. */
  readonly isIntercepted: boolean;
  /** Whether `invoke` calls the handler at once, so that `mayCall` is not asked. */
  readonly isDirect: boolean;
}

/** Sends an exception through the filters. Never throws; a returned promise never rejects. */
export type FailureHandler = (
  error: unknown,
  a0?: unknown,
  a1?: unknown,
  a2?: unknown,
  a3?: unknown,
  own?: unknown,
) => undefined | Promise<undefined>;
