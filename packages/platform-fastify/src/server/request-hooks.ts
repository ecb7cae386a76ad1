import type { IncomingMessage, ServerResponse } from 'node:http';
import { type NextFunction, runFallible } from '@portico/core/adapters';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { copyHeaders } from '../reply/reply.js';
import { hasPath } from '../routing/request-target.js';
import { exposeRequest } from './expose-request.js';

export type RequestHook = (request: FastifyRequest, reply: FastifyReply, done: NextFunction) => unknown;
type Middleware = (request: IncomingMessage, response: ServerResponse, next: NextFunction) => unknown;

/**
 * One `onRequest` hook of the instance, which runs everything that the application does before routing: CORS, the hook
 * of `setOnRequestHook()`, then all middleware. Fastify runs hooks in the order in which they were added, so this hook
 * is added before the application can add its own: its hooks and plugins run after middleware.
 */
export class RequestHooks {
  private readonly hooks: RequestHook[] = [];
  private firstMiddleware = 0;
  private added = false;
  private exposesRequest = false;

  /** If middleware replies on Node's response, the headers of Fastify's reply are included. */
  headersMayStand = false;

  /** @param failLate handles the error of a middleware that has already called `next()` or replied */
  constructor(
    private readonly instance: FastifyInstance,
    private readonly failLate: (reply: FastifyReply, error: unknown) => void,
  ) {}

  /** Adds the hook to the instance. Further calls do nothing. */
  reserve(): void {
    if (this.added) return;
    this.added = true;
    // Fastify accepts any error in `done`.
    this.instance.addHook('onRequest', (request, reply, done) => this.run(request, reply, done as NextFunction));
  }

  /** Adds a hook that runs before middleware. */
  add(hook: RequestHook): void {
    this.reserve();
    this.headersMayStand = true;
    this.hooks.splice(this.firstMiddleware++, 0, this.guarded(hook));
  }

  /** A hook of the application may throw, or return a promise that rejects: at first that fails the request. */
  private guarded(hook: RequestHook): RequestHook {
    return (request, reply, done) => {
      let wentOn = false;
      const goOn: NextFunction = (error) => {
        if (wentOn) return error && this.failLate(reply, error);
        wentOn = true;
        done(error);
      };
      runFallible('A request hook', () => hook(request, reply, goOn), goOn);
    };
  }

  addMiddleware(middleware: Middleware): void {
    this.reserve();
    this.exposesRequest = true;
    this.hooks.push((request, reply, done) => {
      if (this.headersMayStand) copyHeaders(reply, reply.raw);
      let wentOn = false;
      middleware(request.raw, reply.raw, (error) => {
        // Fastify would run the handler again, and ignores an error after the reply was sent.
        if (wentOn || (error && reply.sent)) return error && this.failLate(reply, error);
        wentOn = true;
        done(error);
      });
    });
  }

  private run(request: FastifyRequest, reply: FastifyReply, done: NextFunction): void {
    const { hooks } = this;
    if (hooks.length === 0) {
      done();
      return;
    }
    if (this.exposesRequest) exposeRequest(request, reply);
    let index = 0;
    const next: NextFunction = (error) => {
      const hook = hooks[index++];
      if (error !== undefined && error !== null) return done(error);
      if (hook) hook(request, reply, next);
      else if (hasPath(request) || request.is404) done();
      // Routes of plugins, such as those of static files, would be reached past the middleware for their path.
      else reply.callNotFound();
    };
    next();
  }
}
