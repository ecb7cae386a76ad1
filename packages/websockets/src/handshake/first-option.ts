import { isDeepStrictEqual } from 'node:util';
import type { Logger } from '@portico/common';
import { isCount, LONGEST_TIMER_MS, textOf } from '@portico/common/internal';
import type { HandshakeOptions } from '../contracts/options/handshake-options.js';
import { webSocketError } from '../errors.js';
import { warnAboutDifferentOptions } from '../support/warn-about-different-options.js';

const DEFAULT_HANDSHAKES_PER_SECOND = 20;

/** A gateway whose options are read. */
interface GatewayWithOptions {
  readonly name: string;
  readonly handshake: HandshakeOptions;
}

/** The value of an option, and the gateway that sets it. */
export interface ChosenOption<K extends keyof HandshakeOptions> {
  readonly gateway: string;
  readonly option: K;
  readonly value: NonNullable<HandshakeOptions[K]>;
}

/** Gateways that share a server also share its clients, so if two of them set different values, the first value is used. */
export function firstOption<K extends keyof HandshakeOptions>(
  gateways: readonly GatewayWithOptions[],
  option: K,
  logger: Logger,
): ChosenOption<K> | undefined {
  let chosen: ChosenOption<K> | undefined;
  for (const { name, handshake } of gateways) {
    const value = handshake[option];
    if (value === undefined || value === null) continue;
    chosen ??= { gateway: name, option, value };
    if (!isDeepStrictEqual(chosen.value, value)) warnAboutDifferentOptions(logger, name, chosen.gateway, option);
  }
  return chosen;
}

/** @throws FrameworkError `PORTICO_WS_HANDSHAKE` unless the value is a positive integer, or `Infinity` for no limit */
export function positiveInteger(chosen: ChosenOption<keyof HandshakeOptions> | undefined): number | undefined {
  if (!chosen) return undefined;
  const { gateway, option, value } = chosen;
  if (isCount(value)) return value;
  throw invalid(gateway, option, value);
}

/**
 * Returns a time limit, at most that of a timer.
 *
 * @throws FrameworkError `PORTICO_WS_HANDSHAKE` unless the value is a positive integer
 */
export function timeLimit(chosen: ChosenOption<'handshakeTimeout'> | undefined): number | undefined {
  if (!chosen) return undefined;
  if (isCount(chosen.value) && chosen.value !== Number.POSITIVE_INFINITY)
    return Math.min(chosen.value, LONGEST_TIMER_MS);
  throw invalid(chosen.gateway, chosen.option, chosen.value);
}

/** @throws FrameworkError `PORTICO_WS_HANDSHAKE` unless the value is a positive integer, `Infinity` or `true` */
export function handshakeRate(chosen: ChosenOption<'maxHandshakesPerSecond'> | undefined): number | undefined {
  return chosen?.value === true ? DEFAULT_HANDSHAKES_PER_SECOND : positiveInteger(chosen);
}

/**
 * Checks the numbers of a gateway, also of one whose values are not used because another gateway of its server sets them.
 *
 * @throws FrameworkError `PORTICO_WS_HANDSHAKE`
 */
export function checkHandshakeNumbers(gateway: string, handshake: HandshakeOptions): void {
  const chosen = <K extends keyof HandshakeOptions>(option: K): ChosenOption<K> | undefined => {
    const value = handshake[option];
    return value === undefined || value === null ? undefined : { gateway, option, value };
  };
  positiveInteger(chosen('maxClients'));
  positiveInteger(chosen('maxClientsPerAddress'));
  handshakeRate(chosen('maxHandshakesPerSecond'));
  timeLimit(chosen('handshakeTimeout'));
}

function invalid(gateway: string, option: string, value: unknown): Error {
  return webSocketError(
    'PORTICO_WS_HANDSHAKE',
    `${gateway} sets ${option} to ${textOf(value)}, which is not a positive integer.`,
    `Set ${option} to a positive integer, or leave it out.`,
  );
}
