import type { RequestFailure } from '../../contracts/adapter/codec.js';

/** What {@link requestOf} cannot know of the handlers of a request: an adapter passes it only one callback and its result. */
export interface RequestEnd {
  /** Whether one of the handlers acknowledges, which may happen after all of them have completed. */
  isAcknowledged: boolean;
  /** Called when all handlers have completed, and one of them has failed; or when no handler is called. */
  fail(reason: RequestFailure): void;
}

/** By the acknowledgement that its handlers receive. */
const ends = new WeakMap<Function, RequestEnd>();

export function setRequestEnd(ack: Function, end: RequestEnd): void {
  ends.set(ack, end);
}

/** @returns `undefined` for a message that is not a request of a codec */
export function requestEndOf(ack: Function | undefined): RequestEnd | undefined {
  return ack && ends.get(ack);
}
