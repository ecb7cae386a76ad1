import { Logger } from '@portico/common';
import { stackOf } from '@portico/common/internal';

const logger = new Logger('WebSockets');

/** Ends a subscription to an Observable of the application. What its teardown throws is logged, because nothing waits for it. */
export function unsubscribe(subscription: { unsubscribe(): void } | undefined): void {
  try {
    subscription?.unsubscribe();
  } catch (error) {
    logger.error('The teardown of a stream failed', stackOf(error));
  }
}
