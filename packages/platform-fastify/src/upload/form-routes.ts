import type { FastifyRequest } from 'fastify';
import type { DecoratedRouteOptions } from '../route-decorators.js';
import { claimReaders, hasUnclaimedReaders, isMultipartDemanded } from './form-readers.js';

/** In the config of a route that accepts forms. */
const ACCEPTS_FORMS = Symbol('accepts forms');

/**
 * Which routes of an application accept forms (`multipart/form-data`): those with a file interceptor. To the others a form is
 * a media type without a parser.
 */
export class FormRoutes {
  /** Whether the application accepts forms for every route. */
  acceptsAll = false;
  private readonly readers = new WeakSet<Function>();
  private hasReaders = false;

  /** @param adapter that of the application */
  constructor(private readonly adapter: object) {}

  /** Whether the application has a route that may accept forms. */
  get isNeeded(): boolean {
    return this.hasReaders || hasUnclaimedReaders(this.adapter);
  }

  /**
   * Notes a route.
   *
   * @param run what calls its handler
   * @param interceptors those of the route; absent if they are not known
   */
  add(run: Function, interceptors: (() => readonly Function[]) | undefined): void {
    if (!isMultipartDemanded() || (interceptors && !claimReaders(this.adapter, interceptors()))) return;
    this.readers.add(run);
    this.hasReaders = true;
  }

  /** Returns the options of a route, by which its requests are known. */
  optionsOf(run: Function, options: DecoratedRouteOptions): DecoratedRouteOptions {
    return this.readers.has(run) ? { ...options, config: { ...options.config, [ACCEPTS_FORMS]: true } } : options;
  }

  /** Returns whether the form of a request is parsed. Requests without a route get 404, whatever they send. */
  accepts({ is404, routeOptions }: FastifyRequest): boolean {
    return (
      this.acceptsAll || is404 || Reflect.has(routeOptions.config, ACCEPTS_FORMS) || hasUnclaimedReaders(this.adapter)
    );
  }
}
