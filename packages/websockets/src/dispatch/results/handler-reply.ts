import { isObject } from '@portico/common/internal';
import type { Message } from '../message.js';

/** The result of one handler of a message, for an adapter that sends it itself. */
export class HandlerReply {
  /** Whether the adapter has subscribed to its stream, which in that case determines when it ends. */
  isStreamed = false;

  /** @param sendsOnlyEvents the handler acknowledges manually, and others for the same message do not */
  constructor(
    readonly message: Message,
    private readonly sendsOnlyEvents: boolean,
  ) {}

  /** Returns whether a value is passed to the adapter, which decides whether to send a falsy one. */
  sends(value: unknown): boolean {
    if (value === undefined || value === null) return false;
    return !this.sendsOnlyEvents || Boolean(isObject(value) && value.event);
  }
}

/**
 * The reply of each result: documented adapters pass only the result of a handler to `process`. Primitives have no
 * identity to look them up by.
 */
export class KnownResults {
  private readonly replies = new WeakMap<object, HandlerReply>();

  keep<T>(result: T, reply: HandlerReply): T {
    if (isObject(result)) this.replies.set(result, reply);
    return result;
  }

  replyOf(result: unknown): HandlerReply | undefined {
    return isObject(result) ? this.replies.get(result) : undefined;
  }
}
