import type { Logger } from '@portico/common';
import type { GatewayAdapter } from '../../contracts/adapter/gateway-adapter.js';
import { raceTimeout } from '../../support/race-timeout.js';
import { slowClose } from '../servers/server-errors.js';

/** How long an adapter may take to close a server, and to dispose of what it has opened. */
const TIMEOUT_MS = 10_000;

/** Closes a server. If that takes too long, it is logged and not waited for: what the adapter waits for may never reply. */
export function closeServer(
  logger: Logger,
  adapter: GatewayAdapter,
  server: object,
  timeoutMs = TIMEOUT_MS,
): Promise<void> {
  const close = async (): Promise<void> => {
    await adapter.close(server);
    await adapter.whenClosed?.(server);
  };
  return inTime(logger, `close() of ${adapter.constructor.name}`, close, timeoutMs);
}

/** How many applications use each adapter: those of a testing module share one that is provided. */
const users = new WeakMap<GatewayAdapter, number>();

/** Counts a user, which has to call {@link disposeAdapter}. */
export function addUser(adapter: GatewayAdapter): void {
  users.set(adapter, (users.get(adapter) ?? 0) + 1);
}

/** Calls `dispose` of an adapter for its last user, with the same limit. */
export async function disposeAdapter(logger: Logger, adapter: GatewayAdapter, timeoutMs = TIMEOUT_MS): Promise<void> {
  const others = (users.get(adapter) ?? 1) - 1;
  users.set(adapter, others);
  if (others > 0) return;
  const dispose = async (): Promise<void> => adapter.dispose?.();
  await inTime(logger, `dispose() of ${adapter.constructor.name}`, dispose, timeoutMs);
}

function inTime(logger: Logger, name: string, step: () => Promise<void>, timeoutMs: number): Promise<void> {
  return raceTimeout(step(), timeoutMs, () => logger.warn(slowClose(name, timeoutMs).message));
}
