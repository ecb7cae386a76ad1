import { isDeepStrictEqual } from 'node:util';
import type { Logger } from '@portico/common';
import type { HandshakeOptions } from '../contracts/options/handshake-options.js';
import { webSocketError } from '../errors.js';
import { warnAboutDifferentOptions } from '../support/warn-about-different-options.js';

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

/** @throws FrameworkError `PORTICO_WS_HANDSHAKE` unless the value is a positive integer */
export function positiveInteger(chosen: ChosenOption<keyof HandshakeOptions> | undefined): number | undefined {
  if (!chosen) return undefined;
  const { gateway, option, value } = chosen;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw webSocketError(
    'PORTICO_WS_HANDSHAKE',
    `${gateway} sets ${option} to ${String(value)}, which is not a positive integer.`,
    `Set ${option} to a positive integer, or leave it out.`,
  );
}
