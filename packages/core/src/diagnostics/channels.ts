import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Type } from '@portico/common';
import { openChannel } from './open-channel.js';
import type { TraceChannel } from './trace-call.js';

/**
 * An HTTP request that matches a route, as `portico:http:request` publishes it. The object is the same from `start` to
 * `asyncEnd`, so subscribers can use it as a key.
 *
 * @see docs/observability.md
 */
export interface RequestTrace {
  readonly request: IncomingMessage;
  /** Has the status of the reply when `asyncEnd` is published. */
  readonly response: ServerResponse;
  /** The method of the request. */
  readonly method: string;
  /** The complete path of the route, as it was declared: `/rooms/:id`. */
  readonly route: string;
  readonly controller: Type<object>;
  /** The name of the method of the controller. */
  readonly handler: string;
  /** The error that a guard, pipe, interceptor or the handler has thrown, before exception filters handle it. */
  error?: unknown;
}

/** One step in the lifecycle of an application, as `portico:lifecycle` publishes it. */
export interface LifecycleTrace {
  /** `start` and `close` contain the hooks. */
  readonly step:
    | 'start'
    | 'onModuleInit'
    | 'onApplicationBootstrap'
    | 'close'
    | 'onModuleDestroy'
    | 'beforeApplicationShutdown'
    | 'onApplicationShutdown';
  /** The application, or the application context. */
  readonly application: object;
  /** The signal for which it closes, if any. */
  readonly signal?: string | undefined;
  error?: unknown;
}

export const requestChannel: TraceChannel<RequestTrace> = openChannel('portico:http:request');

export const lifecycleChannel: TraceChannel<LifecycleTrace> = openChannel('portico:lifecycle');
