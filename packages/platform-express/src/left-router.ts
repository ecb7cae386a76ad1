import type { NextFunction } from '@portico/core';
import type { Express, Request, Response } from 'express';

/** What Express runs for a request. It is missing in the types of Express. */
type Handle = (request: Request, response: Response, done?: NextFunction) => unknown;

/**
 * Calls a function for requests that leave the router of an application, by `next('router')` in a middleware or a handler:
 * Express would send a page of HTML. If the application is mounted in another one, these requests go on there.
 *
 * @param finish called without an error, unless an error handler has failed
 */
export function onLeftRouter(
  instance: Express,
  finish: (error: unknown, request: Request, response: Response) => void,
): void {
  const handle: Handle = Reflect.get(instance, 'handle');
  const handleAll: Handle = (request, response, done = (error) => finish(error, request, response)) =>
    Reflect.apply(handle, instance, [request, response, done]);
  Reflect.set(instance, 'handle', handleAll);
}
