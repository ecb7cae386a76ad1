import type { GatewayDescription } from '../contracts/gateway-description.js';

const started = new WeakMap<object, readonly GatewayDescription[]>();

/** Keeps the gateways of an application while it serves them. */
export function keepGateways(application: object, gateways: readonly GatewayDescription[]): void {
  started.set(application, gateways);
}

/** The gateways that an application serves; `undefined` before it has started. */
export function startedGateways(application: object): readonly GatewayDescription[] | undefined {
  return started.get(application);
}
