import { isDeepStrictEqual } from 'node:util';
import type { Logger } from '@portico/common';
import type { CompiledHandler } from '@portico/core/transports';
import type { Handshake, HandshakeRefusal } from '../contracts/handshake.js';
import type { HandshakeOptions } from '../contracts/handshake-options.js';
import { webSocketError } from '../errors.js';
import { warnAboutDifferentOptions } from '../servers/warn-about-different-options.js';
import { ArrivalRate } from './arrival-rate.js';
import type { AddressOf } from './client-address.js';
import { ClientCounts } from './client-counts.js';
import { guardCheck } from './guard-check.js';
import type { AttemptCheck } from './handshake-attempt.js';
import { HandshakeChecks } from './handshake-checks.js';
import { networkOf } from './network-of.js';
import { compileOrigins } from './origins.js';
import { FOREIGN_ORIGIN } from './refusals.js';

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_HANDSHAKES_PER_SECOND = 20;

/** Which clients a gateway accepts. */
export interface GuardedGateway {
  readonly name: string;
  readonly handshake: HandshakeOptions;
  /** The guards of its `handleConnection`. */
  readonly guards: CompiledHandler | undefined;
}

/**
 * Makes the checks of a server from the options and guards of its gateways, or returns `undefined` if they have none.
 *
 * @param onRefused called for every client that is refused
 * @throws FrameworkError `PORTICO_WS_HANDSHAKE` for an option that is not valid
 */
export function createHandshakeChecks(
  gateways: readonly GuardedGateway[],
  logger: Logger,
  addressOf: AddressOf,
  onRefused: (handshake: Handshake, refusal: HandshakeRefusal) => void,
): HandshakeChecks | undefined {
  const origins = first(gateways, 'origins', logger);
  const most = count(first(gateways, 'maxClients', logger));
  const mostPerAddress = count(first(gateways, 'maxClientsPerAddress', logger));
  const timeoutMs = count(first(gateways, 'handshakeTimeout', logger));
  const mostPerSecond = handshakeRate(first(gateways, 'maxHandshakesPerSecond', logger));
  const limitedNetwork: AddressOf = (request) => networkOf(addressOf(request));
  const checks: AttemptCheck[] = [];
  if (mostPerSecond) {
    const rate = new ArrivalRate(mostPerSecond, limitedNetwork);
    checks.push((handshake) => rate.take(handshake));
  }
  if (origins) checks.push(originCheck(compileOrigins(origins.value, origins.gateway)));
  const counts =
    most || mostPerAddress ? new ClientCounts(most ?? Infinity, mostPerAddress ?? Infinity, limitedNetwork) : undefined;
  if (counts) checks.push((handshake) => counts.take(handshake));
  // Guards run after the other checks, because they may be expensive.
  for (const { guards } of gateways) if (guards) checks.push(guardCheck(guards, addressOf));
  if (checks.length === 0) return undefined;
  const leave = counts && ((handshake: Handshake) => counts.leave(handshake));
  return new HandshakeChecks(checks, timeoutMs ?? DEFAULT_TIMEOUT_MS, onRefused, leave);
}

function originCheck(isAllowed: ReturnType<typeof compileOrigins>): AttemptCheck {
  return ({ request }) => {
    const allowed = isAllowed(request);
    if (typeof allowed === 'boolean') return allowed ? undefined : FOREIGN_ORIGIN;
    return allowed.then((value) => (value ? undefined : FOREIGN_ORIGIN));
  };
}

interface Chosen<K extends keyof HandshakeOptions> {
  readonly gateway: string;
  readonly option: K;
  readonly value: NonNullable<HandshakeOptions[K]>;
}

/** Gateways that share a server also share its clients, so if two of them set different values, the first value is used. */
function first<K extends keyof HandshakeOptions>(
  gateways: readonly GuardedGateway[],
  option: K,
  logger: Logger,
): Chosen<K> | undefined {
  let chosen: Chosen<K> | undefined;
  for (const { name, handshake } of gateways) {
    const value = handshake[option];
    if (value === undefined || value === null) continue;
    chosen ??= { gateway: name, option, value };
    if (!isDeepStrictEqual(chosen.value, value)) warnAboutDifferentOptions(logger, name, chosen.gateway, option);
  }
  return chosen;
}

function handshakeRate(chosen: Chosen<'maxHandshakesPerSecond'> | undefined): number | undefined {
  if (chosen?.value === true) return DEFAULT_HANDSHAKES_PER_SECOND;
  return count(chosen);
}

function count(chosen: Chosen<keyof HandshakeOptions> | undefined): number | undefined {
  if (!chosen) return undefined;
  const { gateway, option, value } = chosen;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw webSocketError(
    'PORTICO_WS_HANDSHAKE',
    `${gateway} sets ${option} to ${String(value)}, which is not a positive integer.`,
    `Set ${option} to a positive integer, or leave it out.`,
  );
}
