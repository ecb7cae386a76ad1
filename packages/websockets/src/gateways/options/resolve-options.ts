import type { TransportHost } from '@portico/core/transports';
import type { GatewayFactoryOptions, GatewayOptionsFactory } from '../../contracts/options/gateway-options-factory.js';
import { webSocketError } from '../../errors.js';
import type { GatewayRecord } from '../gateway-record.js';

const HIGHEST_PORT = 65_535;

/**
 * Applies the port and the options that the factory of a gateway returns.
 *
 * @throws FrameworkError `PORTICO_WS_OPTIONS` if the factory returns something else, and as for the factory of a provider
 */
export async function resolveOptions(gateway: GatewayRecord, host: TransportHost): Promise<GatewayRecord> {
  const { name, provider, options: given } = gateway;
  if (!isFactory(given)) return gateway;
  const made = await host.callFactory<GatewayFactoryOptions>(provider, `options of ${name}`, given);
  if (typeof made !== 'object' || made === null) {
    throw invalid(name, `returned ${made === null ? 'null' : typeof made}`, 'Return the options as an object.');
  }
  const { port, ...options } = made;
  if (port === undefined || port === null) return { ...gateway, port: 0, options };
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT) {
    throw invalid(
      name,
      `returned the port ${JSON.stringify(port) ?? String(port)}, which is not a valid port number`,
      'Return an integer, such as Number(process.env.WS_PORT), or no port to share the HTTP server of the application.',
    );
  }
  return { ...gateway, port, options };
}

function isFactory(options: object): options is GatewayOptionsFactory {
  return 'useFactory' in options && typeof options.useFactory === 'function';
}

function invalid(name: string, what: string, remedy: string): Error {
  return webSocketError('PORTICO_WS_OPTIONS', `The factory of the options of ${name} ${what}.`, remedy);
}
