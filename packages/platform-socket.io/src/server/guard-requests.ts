import type { IncomingMessage, ServerResponse } from 'node:http';
import { onlyFirst, runGuarded } from '@portico/websockets/adapters';
import type { Server, ServerOptions } from 'socket.io';

type Options = Partial<ServerOptions>;
/** Middleware in the form of Express. The types of socket.io leave `engine` open. */
type EngineMiddleware = (request: IncomingMessage, response: ServerResponse, next: (error?: Error) => void) => unknown;

/** A callback of the application that passes its decision to another callback, whose first argument is an error. */
type Decider = (input: never, decide: (error: Error | null, decision?: never) => void) => unknown;

/**
 * Ensures that a failing `allowRequest` or `cors` of the application affects only one client: otherwise the error would
 * be thrown in the listener of the HTTP server, and crash the process.
 */
export function guardRequests<T extends Options>(options: T): T {
  const { allowRequest, cors } = options;
  return {
    ...options,
    ...(allowRequest && { allowRequest: guardedAllowRequest(allowRequest) }),
    ...(cors && { cors: guardedCors(cors) }),
  };
}

/** Ensures that failing middleware of engine.io affects only one client. */
export function guardEngine({ engine }: Server): void {
  const use: (this: unknown, middleware: EngineMiddleware) => void = engine.use;
  engine.use = (middleware: EngineMiddleware) => {
    use.call(engine, (request, response, next) => {
      const decide = onlyFirst(next);
      runGuarded(
        'A middleware of engine.io',
        () => middleware(request, response, decide),
        () => decide(failure()),
      );
    });
  };
}

function guardedAllowRequest(allowRequest: NonNullable<Options['allowRequest']>): typeof allowRequest {
  return (request: IncomingMessage, callback) => {
    const decide = onlyFirst(callback);
    const refuse = () => decide('Internal server error', false);
    runGuarded(
      'allowRequest()',
      () =>
        allowRequest(request, (error: unknown, isAllowed) => {
          // engine.io would send the fields of an Error, and of any other object.
          if (error instanceof Error) runGuarded('allowRequest()', () => Promise.reject(error), refuse);
          else decide(typeof error === 'string' ? error : null, isAllowed);
        }),
      refuse,
    );
  };
}

function guardedCors(cors: NonNullable<Options['cors']>): typeof cors {
  // The callbacks of cors have this form.
  if (typeof cors === 'function') return guarded('cors()', cors as Decider) as typeof cors;
  if (typeof cors.origin !== 'function') return cors;
  return { ...cors, origin: guarded('The origin function of cors', cors.origin as Decider) as typeof cors.origin };
}

function guarded(name: string, decider: Decider): Decider {
  return (input, callback) => {
    const decide = onlyFirst(callback);
    runGuarded(
      name,
      () => decider(input, decide),
      () => decide(failure()),
    );
  };
}

function failure(): Error {
  return new Error('Internal server error');
}
