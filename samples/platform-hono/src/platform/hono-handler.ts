import type { ErrorHandler, NextFunction } from '@portico/core/adapters';
import type { Next } from 'hono';
import { exchangeOf } from './exchange.js';
import type { HonoContext } from './hono-app.js';
import type { HonoReply } from './hono-reply.js';
import type { HonoRequest } from './hono-request.js';

export type Handler = (request: HonoRequest, reply: HonoReply, next: NextFunction) => unknown;
export type Failure = ErrorHandler<HonoRequest, HonoReply>;

/**
 * Converts a handler that ends a reply to a handler of Hono, which returns a response.
 *
 * @param onFailure replies if the handler fails or calls `next(error)`
 */
export function toHonoHandler(run: Handler, onFailure: Failure) {
  return (context: HonoContext, goOn?: Next): Promise<Response | undefined> => {
    const { request, reply } = exchangeOf(context);
    return new Promise((resolve) => {
      let wentOn = false;
      const fail = (error: unknown): void => {
        reply.answerTo(resolve);
        onFailure(error, request, reply);
      };
      const next: NextFunction = (error) => {
        if (wentOn) return;
        wentOn = true;
        if (error !== undefined && error !== null) fail(error);
        else if (goOn) goOn().then(() => resolve(undefined), fail);
      };
      reply.answerTo(resolve);
      try {
        const result = run(request, reply, next);
        if (result instanceof Promise) result.catch(next);
      } catch (error) {
        next(error ?? new Error('A handler failed without an error.'));
      }
    });
  };
}
