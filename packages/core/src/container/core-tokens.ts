/** Injects the request (HTTP), or the context of the message (gateways), of a request-scoped provider. */
export const REQUEST = 'REQUEST';

/** Injects the class that a transient provider is injected into. */
export const INQUIRER = 'INQUIRER';

/** Registers a guard for every handler of the application. */
export const APP_GUARD = 'APP_GUARD';

/** Registers an interceptor for every handler of the application. */
export const APP_INTERCEPTOR = 'APP_INTERCEPTOR';

/** Registers a pipe for every handler of the application. */
export const APP_PIPE = 'APP_PIPE';

/** Registers an exception filter for every handler of the application. */
export const APP_FILTER = 'APP_FILTER';

/**
 * The static property that identifies a class of the framework as a token. A second installed copy of the package has
 * its own classes; their brand leads to the instance of the running copy.
 */
export const TOKEN_BRAND: unique symbol = Symbol.for('portico.token');

/** Returns the brand that a class carries itself; a class that extends a branded one is a token of its own. */
export function brandOf(token: unknown): string | undefined {
  if (typeof token !== 'function' || !Object.hasOwn(token, TOKEN_BRAND)) return undefined;
  return Reflect.get(token, TOKEN_BRAND);
}
