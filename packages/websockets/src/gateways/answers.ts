/** Sends what went wrong with the answer to a message through the filters of its handler. */
export type FailAnswer = (error: unknown) => unknown;

/** What belongs to the result of a handler. */
export interface AnswerContext {
  readonly fail: FailAnswer;
  /** Whether the client asked for an acknowledgement: it then gets falsy values too. */
  readonly isAcknowledged: boolean;
  /** Whether the handler acknowledges by hand beside others that do not: only its events are sent. */
  readonly sendsOnlyEvents: boolean;
}

/**
 * Which message of a client a result answers: adapters of the documented face hand the result of a
 * handler back to be streamed, and nothing else.
 */
export class Answers {
  private readonly contexts = new WeakMap<object, AnswerContext>();

  /** Keeps what belongs to a result, and gives the result back. Primitives have no identity to be known by. */
  keep<T>(result: T, context: AnswerContext): T {
    if (isObject(result)) this.contexts.set(result, context);
    return result;
  }

  contextOf(result: unknown): AnswerContext | undefined {
    return isObject(result) ? this.contexts.get(result) : undefined;
  }
}

/** Whether a value is sent: a falsy one only where it acknowledges. */
export function isAnswer(value: unknown, isAcknowledged: boolean): boolean {
  return Boolean(value) || (isAcknowledged && value !== undefined && value !== null);
}

/** Whether a value that a handler returned is given to an adapter of the documented face. */
export function isSent(value: unknown, { isAcknowledged, sendsOnlyEvents }: AnswerContext): boolean {
  if (!isAnswer(value, isAcknowledged)) return false;
  return !sendsOnlyEvents || Boolean((value as { event?: unknown }).event);
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
