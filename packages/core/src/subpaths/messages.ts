/** `@portico/core/helpers/messages.js`: for modules that log the routes which they add themselves. */
import { RequestMethod } from '@portico/common';

/**
 * Returns the line that is logged for a route.
 *
 * @param method a `RequestMethod`, or its name.
 * @example
 * ROUTE_MAPPED_MESSAGE('/graphql', RequestMethod.POST); // 'Mapped {/graphql, POST} route'
 */
export function ROUTE_MAPPED_MESSAGE(path: string, method: string | number): string {
  return `Mapped {${path}, ${typeof method === 'number' ? RequestMethod[method] : method}} route`;
}
