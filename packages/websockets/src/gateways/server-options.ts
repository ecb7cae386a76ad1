import { isDeepStrictEqual } from 'node:util';
import type { Logger } from '@portico/common';
import { warnOfDisagreement } from '../servers/warn-of-disagreement.js';
import type { GatewayOptions, GatewayRecord } from './gateway-record.js';

/** What concerns one gateway, and not the server that it shares. */
const OWN_OPTIONS: ReadonlySet<string> = new Set([
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

/** What an adapter makes a server with. */
export function libraryOptions(options: GatewayOptions): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([key, value]) => !isOwn(key, value)));
}

/** Options of gateways that share a server add up; where two disagree the first one's value is used. */
export function mergeOptions(gateways: readonly GatewayRecord[], logger: Logger): GatewayOptions {
  const merged: Record<string, unknown> = {};
  for (const { name, options } of gateways) {
    for (const [key, value] of Object.entries(libraryOptions(options))) {
      if (key in merged && !isDeepStrictEqual(merged[key], value)) {
        const first = gateways.find((gateway) => key in gateway.options)!;
        warnOfDisagreement(logger, name, first.name, key);
      }
      if (!(key in merged)) merged[key] = value;
    }
  }
  return merged;
}

/** As a text, `adapter` names the adapter of the gateway; otherwise it is an option of socket.io. */
function isOwn(key: string, value: unknown): boolean {
  return OWN_OPTIONS.has(key) || (key === 'adapter' && typeof value === 'string');
}
