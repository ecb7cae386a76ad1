import type { NestMiddleware, Type } from '@portico/common';
import { type FrameworkError, frameworkError, isPromiseLike } from '@portico/common/internal';
import { roleOf } from '../../container/class-decorators.js';
import type { ModuleRecord } from '../../container/module-record.js';
import type { ProviderRecord } from '../../container/provider-record.js';
import { nestErrors } from '../../errors/nestjs-errors.js';
import type { Resolver } from '../../resolution/resolver.js';
import { classRecord } from '../../scanning/provider-definitions.js';
import type { NextFunction } from '../route-registration.js';

/** Middleware in the form that platforms call. */
export type MiddlewareFunction = (request: object, response: unknown, next: NextFunction) => unknown;

/**
 * Returns the function of a middleware: a function unchanged, or the method of an instance (one per request if it is
 * request-scoped).
 */
export function middlewareFunction(
  resolver: Resolver,
  module: ModuleRecord,
  middleware: Type<NestMiddleware> | Function,
): MiddlewareFunction {
  if (!isMiddlewareClass(middleware)) {
    return (request, response, next) => middleware(request, response, next);
  }
  const slot = resolver.slotOf(recordOf(module, middleware));
  if (!slot.contextual) {
    const { instance } = slot;
    if (typeof instance.use !== 'function') throw withoutMethod(module, middleware);
    return (request, response, next) => instance.use(request, response, next);
  }
  return (request, response, next) => {
    const instance = slot.resolve(resolver.openContext(request));
    return isPromiseLike(instance)
      ? instance.then((one) => one.use(request, response, next))
      : instance.use(request, response, next);
  };
}

/**
 * Registered with the enhancers of its module, so that it has one instance even if it is applied twice, and its
 * lifecycle hooks run.
 */
function recordOf(module: ModuleRecord, middleware: Type<NestMiddleware>): ProviderRecord<NestMiddleware> {
  const known = module.getProviderByKey<NestMiddleware>(middleware) ?? module.getInjectable(middleware);
  if (known) return known;
  const record = classRecord(module, middleware, middleware);
  module.injectables.set(middleware, record);
  return record;
}

/** The method may be a field of the instance; in that case a class is recognized by its decorator or its syntax. */
function isMiddlewareClass(middleware: Function): middleware is Type<NestMiddleware> {
  const prototype: Partial<NestMiddleware> | undefined = middleware.prototype;
  return (
    typeof prototype?.use === 'function' ||
    roleOf(middleware) === 'Injectable' ||
    /^class\b/.test(Function.prototype.toString.call(middleware))
  );
}

function withoutMethod(module: ModuleRecord, { name }: Function): FrameworkError {
  return frameworkError({
    code: 'PORTICO_INVALID_MIDDLEWARE',
    counterpart: nestErrors.middlewareWithoutMethod(name),
    message: `The middleware ${name} of ${module.name} is a class without the method use(req, res, next).`,
    remedy: `Add the method (class ${name} implements NestMiddleware), or apply a function.`,
  });
}
