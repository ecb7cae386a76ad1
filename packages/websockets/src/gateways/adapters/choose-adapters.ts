import type { TransportHost } from '@portico/core/transports';
import type { GatewayAdapter } from '../../contracts/adapter/gateway-adapter.js';
import { webSocketError } from '../../errors.js';
import type { GatewayRecord } from '../gateway-record.js';
import { findDefaultAdapter } from './default-adapter.js';
import { findProvidedAdapter } from './provided-adapter.js';

/** An adapter of the application, with the name by which gateways select it. */
export interface AdapterChoice {
  readonly adapter: GatewayAdapter;
  /** `undefined` for the default adapter. */
  readonly name: string | undefined;
  /** The value of `inheritAppConfig`. */
  readonly inheritedByGateways: boolean | undefined;
}

/** The application of each adapter that was found: applications of one testing module share their config. */
const applications = new WeakMap<GatewayAdapter, TransportHost['application']>();

/** A gateway and its adapter. */
export interface AdaptedGateway extends GatewayRecord {
  readonly choice: AdapterChoice;
}

/**
 * Finds the adapter of each gateway. A default adapter is required only if a gateway uses it.
 *
 * @throws FrameworkError `PORTICO_WS_ADAPTER` for an unknown name, and as for the default adapter
 */
export async function chooseAdapters(
  gateways: readonly GatewayRecord[],
  host: TransportHost,
): Promise<readonly AdaptedGateway[]> {
  const { application, config } = host;
  const named = config.getNamedAdapters(application);
  let common: AdapterChoice | undefined;
  const chosen: AdaptedGateway[] = [];
  for (const gateway of gateways) {
    const name = adapterNameOf(gateway);
    if (name === undefined) {
      const { inheritedByGateways } = config;
      common ??= { adapter: await defaultAdapter(host), name, inheritedByGateways };
      chosen.push({ ...gateway, choice: common });
    } else {
      const found = named.get(name);
      if (!found) throw unknownAdapter(gateway.name, name, [...named.keys()]);
      chosen.push({ ...gateway, choice: { ...found, name } });
    }
  }
  return chosen;
}

/** `adapter` is an option of socket.io too: there it is a class or a function. */
function adapterNameOf({ options: { adapter } }: GatewayRecord): string | undefined {
  return typeof adapter === 'string' ? adapter : undefined;
}

async function defaultAdapter(host: TransportHost): Promise<GatewayAdapter> {
  const { application, config } = host;
  const chosen = config.getIoAdapter(application);
  if (chosen && (applications.get(chosen) ?? application) === application) return chosen;
  const found = findProvidedAdapter(host) ?? (await findDefaultAdapter(application));
  config.setIoAdapter(found, application);
  applications.set(found, application);
  return found;
}

function unknownAdapter(gateway: string, name: string, known: readonly string[]): Error {
  const others =
    known.length > 0 ? `It has ${known.map((each) => `"${each}"`).join(', ')}.` : 'It has no named adapter.';
  return webSocketError(
    'PORTICO_WS_ADAPTER',
    `${gateway} sets the adapter "${name}", but the application has no adapter with that name. ${others}`,
    `Call app.useWebSocketAdapter(adapter, { name: ${JSON.stringify(name)} }) before app.listen(), or correct the name.`,
  );
}
