import type { Logger } from '@portico/common';
import type { CompiledHandler } from '@portico/core/transports';
import type { ClientLimits } from '../contracts/adapter/client-limits.js';
import type { Handshake, HandshakeRefusal } from '../contracts/adapter/handshake.js';
import type { HandshakeOptions } from '../contracts/options/handshake-options.js';
import { ArrivalRate } from './arrival-rate.js';
import { ClientCounts } from './client-counts.js';
import { firstOption, timeLimit } from './first-option.js';
import { guardCheck } from './guard-check.js';
import type { AttemptCheck } from './handshake-attempt.js';
import { HandshakeChecks } from './handshake-checks.js';
import { compileOrigins } from './origins.js';
import { FOREIGN_ORIGIN } from './refusals.js';

const DEFAULT_TIMEOUT_MS = 10_000;

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
  limits: ClientLimits,
  logger: Logger,
  onRefused: (handshake: Handshake, refusal: HandshakeRefusal) => void,
): HandshakeChecks | undefined {
  const origins = firstOption(gateways, 'origins', logger);
  const timeoutMs = timeLimit(firstOption(gateways, 'handshakeTimeout', logger));
  const { maxClients, maxClientsPerAddress, maxHandshakesPerSecond, addressOf } = limits;
  const checks: AttemptCheck[] = [];
  if (maxHandshakesPerSecond < Infinity) {
    const rate = new ArrivalRate(limits);
    checks.push(({ request }) => rate.take(request));
  }
  if (origins) checks.push(originCheck(compileOrigins(origins.value, origins.gateway)));
  const counts = Math.min(maxClients, maxClientsPerAddress) < Infinity ? new ClientCounts(limits) : undefined;
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
