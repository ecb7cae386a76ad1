import { acknowledgeFailures } from '@portico/websockets';
import type { PayloadReader } from './event-listeners.js';

/** Lets what a handler fails with reach the client through its acknowledgement, unless that has been used already. */
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
