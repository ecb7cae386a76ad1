import { Logger } from '@portico/common';
import { outageError } from './outage-error.js';

/** The client of Redis by which a room adapter receives. */
export interface Subscriber {
  on?(event: string, listener: () => void): unknown;
}

const logger = new Logger('WebSockets');
const watched = new WeakSet<object>();

/**
 * Logs for how long a room adapter did not receive. How many events it missed cannot be known: Redis keeps none for a subscriber that
 * is away.
 */
export function watchSubscriber(client: Subscriber): void {
  if (watched.has(client)) return;
  watched.add(client);
  let lostAt: number | undefined;
  client.on?.('reconnecting', () => {
    lostAt ??= performance.now();
  });
  client.on?.('ready', () => {
    if (lostAt === undefined) return;
    const seconds = ((performance.now() - lostAt) / 1_000).toFixed(1);
    lostAt = undefined;
    const warning = outageError(
      `The room adapter receives from the other processes again. For ${seconds} seconds it did not: clients of this process have missed what others sent to them.`,
    );
    logger.warn(warning.message);
  });
}
