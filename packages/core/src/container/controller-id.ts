import type { Type } from '@portico/common';

/** The property of a class under which third-party transports find its id. */
export const CONTROLLER_ID_KEY = 'CONTROLLER_ID';

let last = 0;

/** Gives a class an id that is unique in the process. */
export function assignControllerId(controller: Type): void {
  Object.defineProperty(controller, CONTROLLER_ID_KEY, { configurable: true, value: `controller-${++last}` });
}
