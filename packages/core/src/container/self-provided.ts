import type { InjectionToken } from '@portico/common';

/** Finds what the framework provides, such as the `ApplicationConfig` of the application. */
export type FindProvided = <T>(token: InjectionToken<T>) => T;

/**
 * The static property of a token, a class or a function, that makes its own value: every module sees it without an import. Called once
 * for each application that injects the token. For packages that offer something to a whole application.
 *
 * @example
 * class Clock { static [SELF_PROVIDED] = () => new Clock(); }
 */
export const SELF_PROVIDED: unique symbol = Symbol.for('portico.self-provided');

/** What makes the value of a token, if it does that itself; a class that extends such a token is a token of its own. */
export function selfProvided(token: InjectionToken): ((find: FindProvided) => unknown) | undefined {
  if (typeof token !== 'function' || !Object.hasOwn(token, SELF_PROVIDED)) return undefined;
  return Reflect.get(token, SELF_PROVIDED);
}
