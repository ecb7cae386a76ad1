import { runGuarded } from '../../support/run-guarded.js';

/** Ends a subscription to an Observable of the application, whose teardown may throw. */
export function unsubscribe(subscription: { unsubscribe(): void } | undefined): void {
  runGuarded('The teardown of a stream', () => subscription?.unsubscribe());
}
