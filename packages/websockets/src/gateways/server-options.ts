import { isDeepStrictEqual } from 'node:util';
import type { Logger } from '@portico/common';
import { warnAboutDifferentOptions } from '../servers/warn-about-different-options.js';
import type { GatewayOptions, GatewayRecord } from './gateway-record.js';

/** The options of one gateway, as opposed to those of the shared server. */
export const OWN_OPTIONS: ReadonlySet<string> = new Set([
  'adapter',
  'namespace',
  'waitForConnection',
  'requestScope',
  'dispatch',
  'bodyLimits',
  'validateReplies',
  'rooms',
  'origins',
  'maxClients',
  'maxClientsPerAddress',
  'maxHandshakesPerSecond',
  'guardConnections',
]);

/** Returns the options with which an adapter creates a server. */
export function libraryOptions(options: GatewayOptions): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([key, value]) => !isOwn(key, value)));
}

/** Merges the options of gateways that share a server; if two differ, the value of the first gateway is used. */
export function mergeOptions(gateways: readonly GatewayRecord[], logger: Logger): GatewayOptions {
  const merged: Record<string, unknown> = {};
  for (const { name, options } of gateways) {
    for (const [key, value] of Object.entries(libraryOptions(options))) {
      if (key in merged && !isDeepStrictEqual(merged[key], value)) {
        const first = gateways.find((gateway) => key in gateway.options)!;
        warnAboutDifferentOptions(logger, name, first.name, key);
      }
      if (!(key in merged)) merged[key] = value;
    }
  }
  return merged;
}

/** If it is a string, `adapter` is the name of the gateway's adapter; otherwise it is an option of socket.io. */
function isOwn(key: string, value: unknown): boolean {
  return OWN_OPTIONS.has(key) && (key !== 'adapter' || typeof value === 'string');
}
