import type { ForwardReference } from '../contracts/forward-reference.js';

/**
 * Refers to something that is not defined yet: the other side of a circular dependency.
 *
 * @see https://docs.nestjs.com/fundamentals/circular-dependency
 * @example constructor(\@Inject(forwardRef(() => DogsService)) private readonly dogs: DogsService) {}
 */
export function forwardRef<T = any>(fn: () => T): ForwardReference<T> {
  return { forwardRef: fn };
}

/** True for what {@link forwardRef} makes. */
export function isForwardReference(value: unknown): value is ForwardReference {
  return (
    typeof value === 'object' && value !== null && typeof (value as { forwardRef?: unknown }).forwardRef === 'function'
  );
}
