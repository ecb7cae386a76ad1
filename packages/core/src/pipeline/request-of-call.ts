import type { CallContext } from './execution-context.js';
import type { TransportProfile } from './transport-profile.js';

const requests = new WeakMap<CallContext, object>();

/**
 * The request object of a call, the same each time it is asked for: a transport may make it on
 * demand, and the handler and its filters must share one context.
 */
export function requestOfCall(profile: TransportProfile, context: CallContext): object {
  let request = requests.get(context);
  if (request === undefined) {
    request = profile.requestOf(context.a0, context.a1, context.a2, context.a3);
    requests.set(context, request);
  }
  return request;
}
