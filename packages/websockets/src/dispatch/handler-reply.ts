import { isObject } from '@portico/common/internal';
import type { Message } from './message.js';
import { isReply } from './send-results.js';

/** What one handler of a message returned, for an adapter that sends it by itself. */
export class HandlerReply {
  /** Whether the adapter has subscribed to the stream of it, which then says when it ends. */
  isStreamed = false;

  /** @param sendsOnlyEvents the handler acknowledges by hand beside others that do not */
  constructor(
    readonly message: Message,
    private readonly sendsOnlyEvents: boolean,
  ) {}

  /** Whether a value is given to the adapter. */
  sends(value: unknown): boolean {
    if (!isReply(value, this.message.ack !== undefined)) return false;
    return !this.sendsOnlyEvents || Boolean(isObject(value) && value.event);
  }
}

/**
 * Which reply a result is: adapters of the documented face pass the result of a handler to be streamed, and nothing else.
 * Primitives have no identity to be known by.
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
