import type { IncomingMessage } from 'node:http';
import type { PathParameters } from '@portico/core/transports';

/** On the request itself: found by every copy of this package. */
const PARAMETERS: unique symbol = Symbol.for('portico.websockets.path-parameters');

type Matched = IncomingMessage & { [PARAMETERS]?: PathParameters; params?: PathParameters };

/** Keeps the parameters in the path of a handshake; as `request.params` for guards that are written for HTTP. */
export function keepPathParameters(request: IncomingMessage, parameters: PathParameters): void {
  Object.defineProperty(request, PARAMETERS, { value: Object.freeze(parameters), configurable: true });
  const matched: Matched = request;
  matched.params = { ...parameters };
}

/**
 * The parameters in the path of a handshake, as the `UpgradeRouter` has matched it; `undefined` if the path has none.
 *
 * @example
 * pathParametersOf(request); // { room: 'lobby' } for '/rooms/:room'
 * @see docs/websocket-adapters.md
 */
export function pathParametersOf(request: IncomingMessage): PathParameters | undefined {
  const matched: Matched = request;
  return matched[PARAMETERS];
}
