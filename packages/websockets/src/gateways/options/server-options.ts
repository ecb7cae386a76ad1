import { isDeepStrictEqual } from 'node:util';
import type { Logger } from '@portico/common';
import type { GatewayOptions } from '../../contracts/options/gateway-options.js';
import { warnAboutDifferentOptions } from '../../support/warn-about-different-options.js';
import type { DeclaredOptions, GatewayRecord } from '../gateway-record.js';

type OptionName = keyof GatewayOptions | 'adapter' | 'namespace';

/** Whether an option is one of each gateway, or of the server that several gateways share. */
const OPTIONS: Readonly<Record<OptionName, 'gateway' | 'server'>> = {
  adapter: 'gateway',
  bodyLimits: 'gateway',
  connectionStateRecovery: 'server',
  dispatch: 'gateway',
  guardConnections: 'gateway',
  handshakeTimeout: 'server',
  highWaterMark: 'server',
  maxClients: 'gateway',
  maxClientsPerAddress: 'gateway',
  maxHandshakesPerSecond: 'gateway',
  namespace: 'gateway',
  origins: 'gateway',
  path: 'server',
  requestScope: 'gateway',
  rooms: 'gateway',
  validateReplies: 'gateway',
  waitForConnection: 'gateway',
};

/** The names of the options that gateways have on every platform. */
export const OPTION_NAMES: readonly string[] = Object.keys(OPTIONS);

/** Returns the options with which an adapter creates a server. Libraries may take `undefined` for a value, and not for their default. */
export function libraryOptions(options: DeclaredOptions): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).filter(([key, value]) => value !== undefined && !isOwn(key, value)),
  );
}

/** Merges the options of gateways that share a server; if two differ, the value of the first gateway is used. */
export function mergeOptions(gateways: readonly GatewayRecord[], logger: Logger): DeclaredOptions {
  const merged: Record<string, unknown> = {};
  for (const { name, options } of gateways) {
    for (const [key, value] of Object.entries(libraryOptions(options))) {
      if (key in merged && !isDeepStrictEqual(merged[key], value)) {
        const first = gateways.find((gateway) => gateway.options[key] !== undefined)!;
        warnAboutDifferentOptions(logger, name, first.name, key);
      }
      if (!(key in merged)) merged[key] = value;
    }
  }
  return merged;
}

/** If it is a string, `adapter` is the name of the gateway's adapter; otherwise it is an option of socket.io. */
function isOwn(key: string, value: unknown): boolean {
  return isOptionName(key) && OPTIONS[key] === 'gateway' && (key !== 'adapter' || typeof value === 'string');
}

function isOptionName(key: string): key is OptionName {
  return Object.hasOwn(OPTIONS, key);
}
