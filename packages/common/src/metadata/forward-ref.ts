import type { ForwardReference } from '../contracts/injection/forward-reference.js';
import { isObject } from '../values/is-object.js';

/**
 * Refers to a token that is not defined yet, to resolve a circular dependency.
 *
 * @see https://docs.nestjs.com/fundamentals/circular-dependency
 * @example constructor(\@Inject(forwardRef(() => DogsService)) private readonly dogs: DogsService) {}
 */
export function forwardRef<T = any>(fn: () => T): ForwardReference<T> {
  return { forwardRef: fn };
}

/** True for results of {@link forwardRef}. */
export function isForwardReference(value: unknown): value is ForwardReference {
  return isObject(value) && typeof value.forwardRef === 'function';
}
