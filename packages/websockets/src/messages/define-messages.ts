import type { EventShapes, MessageParts, MessageShapes, Messages } from './message-definition.js';

/** Other names are typing errors. */
type NoOtherParts<M> = { readonly [Name in keyof M]: { readonly [P in Exclude<keyof M[Name], PartName>]: never } };
type PartName = 'body' | 'reply' | 'stream';

/**
 * Defines the messages that a server handles, and the events that it sends, as one value for both sides: gateways
 * subscribe to its messages, which validates bodies and checks handler results, and clients use its types.
 *
 * `@portico/websockets/messages` has this function without the server, for files that browsers load.
 *
 * @param messages what clients send, by name: `body`, and `reply` or `stream`, each a schema of any library that implements
 *   Standard Schema; `body` may also be a class with rules of class-validator
 * @param events what the server sends on its own, by name
 * @example
 * export const chat = defineMessages(
 *   { say: { body: z.object({ text: z.string().max(500) }), reply: z.object({ at: z.number() }) } },
 *   { said: z.object({ from: z.string(), text: z.string() }) },
 * );
 * @see docs/messages.md
 */
export function defineMessages<const M extends MessageShapes, const E extends EventShapes = {}>(
  messages: M & NoOtherParts<M>,
  events?: E,
): Messages<M, E>;
export function defineMessages(messages: MessageShapes, events: EventShapes = {}): object {
  const parts: MessageParts = { messages, events };
  // Without a prototype, so that a message may have any name.
  const defined: Record<string, object> = withParts(Object.create(null), parts);
  for (const [event, shape] of Object.entries(messages)) {
    defined[event] = Object.freeze(withParts({ event, shape }, parts));
  }
  return Object.freeze(defined);
}

/** Not enumerable, so that logs and comparisons show only what was defined. */
function withParts<T extends object>(target: T, parts: MessageParts): T {
  return Object.defineProperty(target, '~messages', { value: parts });
}
