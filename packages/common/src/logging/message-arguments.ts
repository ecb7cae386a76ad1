import { isPlainObject } from '../values/is-plain-object.js';

/** The arguments of a logging call, sorted. */
export interface SortedMessages {
  messages: unknown[];
  context: string | undefined;
  stack?: string | undefined;
  params?: Record<string, unknown> | undefined;
}

const STACK = /^(.)+\n\s+at .+:\d+:\d+/;

/** A string that comes last is the context. */
export function sortMessages(args: readonly unknown[], ownContext: string | undefined): SortedMessages {
  const last = args[args.length - 1];
  if (args.length > 1 && typeof last === 'string') return { messages: args.slice(0, -1), context: last };
  return { messages: [...args], context: ownContext };
}

/** As {@link sortMessages}; the stack, or `undefined`, comes before the context. */
export function sortErrorMessages(args: readonly unknown[], ownContext: string | undefined): SortedMessages {
  if (args.length === 2 && isStack(args[1])) {
    return { messages: [args[0]], stack: args[1], context: ownContext };
  }
  const sorted = sortMessages(args, ownContext);
  const { messages } = sorted;
  const last = messages[messages.length - 1];
  if (messages.length <= 1 || !(typeof last === 'string' || last === undefined)) return sorted;
  return { messages: messages.slice(0, -1), stack: last, context: sorted.context };
}

/** Takes the plain objects after the first message out of the messages and merges them. */
export function takeParams(sorted: SortedMessages): SortedMessages {
  let params: Record<string, unknown> | undefined;
  const messages = sorted.messages.filter((message, index) => {
    if (index === 0 || !isPlainObject(message)) return true;
    params = { ...params, ...message };
    return false;
  });
  return params ? { ...sorted, messages, params } : sorted;
}

function isStack(value: unknown): value is string {
  return typeof value === 'string' && STACK.test(value);
}
