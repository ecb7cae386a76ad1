import type { CallContext } from './execution-context.js';
import type { TransportProfile } from './transport-profile.js';

/**
 * Returns the request object of a call, which is the same for each caller: a transport may create it on demand, and the
 * handler and its filters have to share one context.
 */
export function requestOfCall(profile: TransportProfile, context: CallContext, own?: unknown): object {
  context.request ??= profile.requestOf(context.a0, context.a1, context.a2, context.a3, own);
  return context.request;
}
