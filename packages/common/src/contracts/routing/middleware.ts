import type { Type } from '../injection/type.js';
import type { RequestMethod } from './request-method.js';
import type { VersionValue } from './versioning.js';

/** A class whose instances run before the handlers of routes. */
export interface NestMiddleware<TRequest = any, TResponse = any> {
  use(req: TRequest, res: TResponse, next: (error?: any) => void): any;
}

/** A route that middleware applies to, or is excluded from. */
export interface RouteInfo {
  path: string;
  method: RequestMethod;
  version?: VersionValue;
}

/** The routes of `consumer.apply(…)`. */
export interface MiddlewareConfigProxy {
  /** Routes that the middleware skips. */
  exclude(...routes: (string | RouteInfo)[]): MiddlewareConfigProxy;
  /** Paths, routes or controllers that the middleware applies to. */
  forRoutes(...routes: (string | Type<any> | RouteInfo)[]): MiddlewareConsumer;
}

/** Binds middleware to routes, in `NestModule.configure()`. */
export interface MiddlewareConsumer {
  /** @param middleware classes or functions, run in this order. */
  apply(...middleware: (Type<any> | Function | (Type<any> | Function)[])[]): MiddlewareConfigProxy;
}

/** One bound middleware. */
export interface MiddlewareConfiguration<T = any> {
  middleware: T;
  forRoutes: (Type<any> | string | RouteInfo)[];
}

/** A module that binds middleware. */
export interface NestModule {
  configure(consumer: MiddlewareConsumer): any;
}
