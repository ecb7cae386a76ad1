import { RequestMethod } from '@portico/common';
import type { RouteMatchingOptions, RouteRegistration } from '@portico/core/adapters';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods, RouteOptions } from 'fastify';
import { codeOf } from '../errors.js';
import { withJsonSchemas } from '../response-schema/response-schemas.js';
import { warnOfUnusedSchemas } from '../response-schema/unused-schemas.js';
import type { FormRoutes } from '../upload/form-routes.js';
import { paramsOf, type RegisteredRoute, reroutedPaths } from './empty-parameters.js';
import { NextRoutes } from './next-routes.js';
import { OptionChoice } from './option-choice.js';
import { addOwnNames, type Params, paramsReader } from './params-reader.js';
import { comparedPath, hasPath } from './request-target.js';
import { type FastifyPath, toFastifyPaths } from './route-paths.js';
import { SlashRoutes } from './slash-routes.js';

type Run = RegisteredRoute['run'];
type HandledRoute = RouteOptions & { readonly handler: Run };

/**
 * The routes of an application on Fastify's router. Each of the other files of this folder makes up for one difference
 * between this router and that of Express.
 */
export class FastifyRoutes {
  /** Set until {@link addRerouted} is called. */
  private readonly registered: RegisteredRoute[] = [];
  private readonly slashRoutes = new SlashRoutes<HandledRoute>();
  private readonly nextRoutes = new NextRoutes();
  private readonly optionChoice = new OptionChoice();

  /**
   * @param fail sends the reply for an error that a handler passes to `next()`
   * @param onError handles errors of Fastify and of hooks. Fastify calls it for a reply a second time, before its own handler,
   *   only if a route has it in addition to the instance
   */
  constructor(
    private readonly forms: FormRoutes,
    private readonly fail: (error: unknown, reply: FastifyReply) => void,
    private readonly onError: (error: unknown, request: FastifyRequest, reply: FastifyReply) => void,
  ) {}

  add(instance: FastifyInstance, registration: RouteRegistration<FastifyRequest, FastifyReply>): void {
    const { method, path, handler, interceptors } = registration;
    const route = `${RequestMethod[method]} ${path}`;
    for (const callback of registration.callbacks) warnOfUnusedSchemas(callback, method, route);
    const choices = this.optionChoice
      .optionsOf(registration, instance)
      .map((options) => withJsonSchemas(options, instance, route));
    for (const fastifyPath of toFastifyPaths(path)) {
      const fits = paramsReader(fastifyPath);
      for (const name of methodNames(method, instance)) {
        const here = { method: name, path: fastifyPath };
        // Returns nothing, because Fastify would await and send it.
        const run: Run = (request, reply) => {
          handler(request, reply, (error) => this.proceed(reply, error, here));
        };
        for (const options of choices) {
          const chosen = onlyFor(this.optionChoice.check(options), run);
          this.forms.add(chosen, interceptors);
          this.addRoute(
            instance,
            this.slashRoutes.resolve({
              ...withOwnNames(this.forms.optionsOf(chosen, options), fastifyPath),
              method: name,
              url: fastifyPath.url,
              handler: onlyFor(fits, chosen),
            }),
          );
          this.registered.push({ ...here, options, run: chosen });
          this.nextRoutes.add({ ...here, options, run });
        }
      }
    }
  }

  /** When all routes are registered: adds those that handle paths which Fastify would route with an empty parameter. */
  addRerouted(instance: FastifyInstance, matching: RouteMatchingOptions): void {
    this.nextRoutes.matching = matching;
    for (const { url, route } of reroutedPaths(this.registered.splice(0), matching)) {
      const { method, path, options, run } = route;
      this.addRoute(instance, {
        ...this.forms.optionsOf(run, options),
        method,
        url,
        handler: (request, reply) => {
          request.params = paramsOf(path, comparedPath(request, matching), matching.caseSensitive);
          run(request, reply);
        },
      });
    }
  }

  /**
   * What `next()` does, also with an argument that Express does not treat as an error.
   *
   * @param from the route that calls it, if there is one
   */
  proceed(reply: FastifyReply, error: unknown, from?: Pick<RegisteredRoute, 'method' | 'path'>): void {
    const { request } = reply;
    if (error && error !== 'route') this.fail(error, reply);
    else if (reply.sent) return;
    else if (!from || !this.nextRoutes.run(from, request, (route) => startNext(route, reply))) {
      reply.callNotFound();
    }
  }

  /** The first route registered for a path is used, as on Express. The handler is called only for targets with a path. */
  private addRoute(instance: FastifyInstance, options: HandledRoute): void {
    try {
      instance.route({ errorHandler: this.onError, ...options, handler: onlyFor(hasPath, options.handler) });
    } catch (error) {
      if (codeOf(error) !== 'FST_ERR_DUPLICATED_ROUTE') throw error;
    }
  }
}

/** Adds a hook that gives parameters the names that the router cannot read. */
function withOwnNames(options: Partial<RouteOptions>, path: FastifyPath): Partial<RouteOptions> {
  if (path.routedParams === path.params) return options;
  // Fastify types parameters as `unknown`.
  const rename = async ({ params }: FastifyRequest): Promise<void> => addOwnNames(params as Params, path);
  return { ...options, preValidation: [rename, ...[options.preValidation ?? []].flat()] };
}

function methodNames(method: RequestMethod, instance: FastifyInstance): HTTPMethods[] {
  return method === RequestMethod.ALL ? instance.supportedMethods : [RequestMethod[method]];
}

/** Runs for matching requests; for others, no route is found. */
function onlyFor(fits: ((request: FastifyRequest) => boolean) | undefined, run: Run): Run {
  return fits ? (request, reply) => (fits(request) ? run(request, reply) : void reply.callNotFound()) : run;
}

/**
 * Fastify has validated the request for the first route, so a route with its own schema or config must not be reached
 * this way.
 */
function startNext({ options, run }: RegisteredRoute, reply: FastifyReply): void {
  if (Object.keys(options).length > 0) reply.callNotFound();
  else run(reply.request, reply);
}
