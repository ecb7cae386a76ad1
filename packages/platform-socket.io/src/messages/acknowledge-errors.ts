import { acknowledgeFailures } from '@portico/websockets/adapters';
import type { PayloadReader } from './event-listeners.js';

/** Sends the failure of a handler through the acknowledgement, unless that has already been used. */
export function acknowledgingErrors(read: PayloadReader): PayloadReader {
  return (payload) => {
    const { data, ack } = read(payload);
    return ack ? { data, ack: acknowledgeOnce(ack) } : { data };
  };
}

function acknowledgeOnce(ack: Function): Function {
  let isAcknowledged = false;
  const acknowledge = (...values: unknown[]): void => {
    ack(...values);
    isAcknowledged = true;
  };
  return acknowledgeFailures(acknowledge, (payload) => {
    if (isAcknowledged) return false;
    acknowledge(payload);
    return true;
  });
}
