/** One message that a server handles. */
export interface MessageContract {
  /** The data that is sent. */
  readonly body?: unknown;
  /** The resolved value of a request. */
  readonly reply?: unknown;
  /** The type of each value of a stream. */
  readonly stream?: unknown;
}

/**
 * The messages and events of a server, as types.
 *
 * @example
 * interface Chat {
 *   messages: { say: { body: string; reply: { at: number } }; ticks: { stream: number } };
 *   events: { said: { from: string; text: string } };
 * }
 * const client = createClient<Chat>('wss://example.org');
 */
export interface Contract {
  /** Messages, by event name. */
  readonly messages: object;
  /** The events that the server sends, by name. */
  readonly events: object;
}

export type MessageName<C extends Contract> = keyof C['messages'] & string;
/** The messages whose handlers stream. */
export type StreamName<C extends Contract> = {
  [N in MessageName<C>]: C['messages'][N] extends { readonly stream: unknown } ? N : never;
}[MessageName<C>];
export type EventName<C extends Contract> = keyof C['events'] & string;

type Part<M, K extends keyof MessageContract, Otherwise> = K extends keyof M ? M[K] : Otherwise;

/** The arguments for the data: optional if a message has no body. */
export type BodyArguments<M, Options> =
  Part<M, 'body', undefined> extends infer Body
    ? undefined extends Body
      ? [data?: Body, options?: Options]
      : [data: Body, options?: Options]
    : never;

export type ReplyOf<M> = Part<M, 'reply', unknown>;
export type ValueOf<M> = Part<M, 'stream', unknown>;

// biome-ignore lint/suspicious/noExplicitAny: without a contract, the caller knows the type
type Anything = any;

/** A server without a contract: anything may be sent. */
export interface AnyContract {
  readonly messages: Record<string, { readonly body: Anything; readonly reply: Anything; readonly stream: Anything }>;
  readonly events: Record<string, Anything>;
}
