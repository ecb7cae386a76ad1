import type { CanActivate } from '../contracts/pipeline/can-activate.js';
import type { ExceptionFilter } from '../contracts/pipeline/exception-filter.js';
import type { NestInterceptor } from '../contracts/pipeline/nest-interceptor.js';
import type { PipeTransform } from '../contracts/pipeline/pipe-transform.js';
import { commonError } from '../errors/catalogue.js';
import {
  type AnyClassDecorator,
  type AnyMethodDecorator,
  decoratedElement,
  describeElement,
} from '../metadata/decorator-dialect.js';
import { ENHANCER_KEYS, type EnhancerKind } from '../metadata/enhancers.js';
import { append } from '../metadata/write.js';
import { isObject } from '../values/is-object.js';
import { classOrMethodDecorator } from './both-dialects.js';

type EnhancerDecorator = AnyMethodDecorator & AnyClassDecorator;

const METHOD_OF: Readonly<Record<EnhancerKind, string>> = {
  guard: 'canActivate',
  interceptor: 'intercept',
  pipe: 'transform',
  filter: 'catch',
};

/**
 * Applies guards to a method, or to all methods of a class.
 *
 * @param guards classes that the container instantiates, or instances. Each can refuse the call.
 * @throws FrameworkError `PORTICO_NOT_AN_ENHANCER` for a value that is not a guard, such as `undefined`.
 * @see https://docs.nestjs.com/guards
 * @example
 * \@UseGuards(RolesGuard)
 * \@Get() findAll() {}
 */
export function UseGuards(...guards: (CanActivate | Function)[]): EnhancerDecorator {
  return useEnhancers('UseGuards', 'guard', guards);
}

/**
 * Applies interceptors to a method, or to all methods of a class.
 *
 * @throws FrameworkError `PORTICO_NOT_AN_ENHANCER`
 * @see https://docs.nestjs.com/interceptors
 */
export function UseInterceptors(...interceptors: (NestInterceptor | Function)[]): EnhancerDecorator {
  return useEnhancers('UseInterceptors', 'interceptor', interceptors);
}

/**
 * Applies pipes to the arguments of a method, or of all methods of a class.
 *
 * @throws FrameworkError `PORTICO_NOT_AN_ENHANCER`
 * @see https://docs.nestjs.com/pipes
 */
export function UsePipes(...pipes: (PipeTransform | Function)[]): EnhancerDecorator {
  return useEnhancers('UsePipes', 'pipe', pipes);
}

/**
 * Applies exception filters to a method, or to all methods of a class.
 *
 * @throws FrameworkError `PORTICO_NOT_AN_ENHANCER`
 * @see https://docs.nestjs.com/exception-filters#binding-filters
 */
export function UseFilters(...filters: (ExceptionFilter | Function)[]): EnhancerDecorator {
  return useEnhancers('UseFilters', 'filter', filters);
}

function useEnhancers(decorator: string, kind: EnhancerKind, enhancers: readonly unknown[]): EnhancerDecorator {
  return classOrMethodDecorator((target, second, descriptor) => {
    const element = decoratedElement(decorator, target, second, descriptor);
    enhancers.forEach((enhancer, index) => {
      if (!isEnhancer(enhancer, kind)) {
        throw invalidEnhancer(decorator, kind, describeElement(element), enhancer, index);
      }
    });
    append(ENHANCER_KEYS[kind], enhancers, element.target);
  });
}

function isEnhancer(value: unknown, kind: EnhancerKind): boolean {
  if (typeof value === 'function') return true;
  return isObject(value) && typeof value[METHOD_OF[kind]] === 'function';
}

function invalidEnhancer(decorator: string, kind: EnhancerKind, where: string, value: unknown, index: number): Error {
  return commonError('PORTICO_NOT_AN_ENHANCER', {
    message: `Invalid ${kind} passed to @${decorator}() decorator (${where}): argument ${index} is ${describe(value)}.`,
    remedy:
      value === undefined
        ? `Check for two files that import each other, and move the ${kind} to a file that does not import this one.`
        : `Pass the class of a ${kind}, or an object with a ${METHOD_OF[kind]}() method.`,
  });
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'object') {
    const prototype: { readonly constructor?: Function } | null = Object.getPrototypeOf(value);
    const name = prototype?.constructor?.name;
    return name && name !== 'Object' ? `an instance of ${name}` : 'a plain object';
  }
  return `the ${typeof value} ${JSON.stringify(value) ?? String(value)}`;
}
