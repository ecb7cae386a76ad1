import type { IncomingMessage } from 'node:http';
import type { PathParameters } from '@portico/core/transports';

/** Stored on the request, where every copy of this package finds it. */
const PARAMETERS: unique symbol = Symbol.for('portico.websockets.path-parameters');

type Matched = IncomingMessage & { [PARAMETERS]?: PathParameters; params?: PathParameters };

/** Stores the parameters in the path of a handshake, also as `request.params` for guards that are written for HTTP. */
export function keepPathParameters(request: IncomingMessage, parameters: PathParameters): void {
  Object.defineProperty(request, PARAMETERS, { value: Object.freeze(parameters), configurable: true });
  const matched: Matched = request;
  matched.params = { ...parameters };
}

/**
 * Returns the parameters that the `UpgradeRouter` has read from the path of a handshake, or `undefined` if there are none.
 *
 * @example
 * pathParametersOf(request); // { room: 'lobby' } for '/rooms/:room'
 * @see docs/websocket-adapters.md
 */
export function pathParametersOf(request: IncomingMessage): PathParameters | undefined {
  const matched: Matched = request;
  return matched[PARAMETERS];
}
