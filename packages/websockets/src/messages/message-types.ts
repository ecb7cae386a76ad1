import type { MessageParts } from './message-definition.js';
import type { InputOf, OutputOf } from './schema.js';

type Defined = { readonly shape: object };
type Part<D extends Defined, K extends string> = D['shape'] extends { readonly [P in K]: infer S } ? S : undefined;

/**
 * The type that the handler of a message receives: the body after validation.
 *
 * @example say(\@MessageBody() body: BodyOf<typeof chat.say>) {}
 */
export type BodyOf<D extends Defined> = OutputOf<Part<D, 'body'>>;

/** The type of the data that clients send with a message. */
export type BodyInputOf<D extends Defined> = Part<D, 'body'> extends undefined ? undefined : InputOf<Part<D, 'body'>>;

/** The reply to a message. */
export type ReplyOf<D extends Defined> = InputOf<Part<D, 'reply'>>;

/** Each value of the stream of a message. */
export type StreamOf<D extends Defined> = InputOf<Part<D, 'stream'>>;

/**
 * The events that a server sends, by name.
 *
 * @example \@GatewayClients() private readonly clients!: GatewayClients<User, EventsOf<typeof chat>>;
 */
export type EventsOf<C extends { readonly '~messages': MessageParts }> = {
  -readonly [E in keyof C['~messages']['events']]: InputOf<C['~messages']['events'][E]>;
};
