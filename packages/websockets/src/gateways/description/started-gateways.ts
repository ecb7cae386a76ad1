import type { GatewayDescription } from '../../contracts/gateways/gateway-description.js';

type Describe = () => readonly GatewayDescription[];

const started = new WeakMap<object, Describe>();

/** Keeps how the gateways of an application that has started are described: few applications ask for it. */
export function keepGateways(application: object, describe: Describe): void {
  let described: readonly GatewayDescription[] | undefined;
  started.set(application, () => {
    described ??= describe();
    return described;
  });
}

/** Returns the gateways that an application serves; `undefined` before it has started. */
export function startedGateways(application: object): readonly GatewayDescription[] | undefined {
  return started.get(application)?.();
}
