import type { InjectionToken } from '@portico/common';

/** Finds a provider of the framework, such as the `ApplicationConfig` of the application. */
export type FindProvided = <T>(token: InjectionToken<T>) => T;

/**
 * The static property of a token (a class or a function) that creates its own value, which every module can inject
 * without an import. Called once for each application that injects the token. For packages that provide something to a
 * whole application.
 *
 * @example
 * class Clock { static [SELF_PROVIDED] = () => new Clock(); }
 */
export const SELF_PROVIDED: unique symbol = Symbol.for('portico.self-provided');

/** Returns the function that creates the value of such a token; a class that extends the token is a different token. */
export function selfProvided(token: InjectionToken): ((find: FindProvided) => unknown) | undefined {
  if (typeof token !== 'function' || !Object.hasOwn(token, SELF_PROVIDED)) return undefined;
  return Reflect.get(token, SELF_PROVIDED);
}
