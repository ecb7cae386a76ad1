import type { MessageClass, MessageSchema } from './schema.js';

/** Describes the body of a message or the data of an event: a schema, or a class with class-validator rules. */
export type BodyType = MessageSchema<unknown, unknown> | MessageClass;

/** The parts of one message. Every part is optional; a message has either one reply or a stream of values. */
export type MessageShape =
  | {
      /** What clients send. Without it, a message has no data; data that clients send anyway is not validated. */
      readonly body?: BodyType;
      /** The handler result. */
      readonly reply?: MessageSchema<unknown, unknown>;
      readonly stream?: never;
    }
  | {
      readonly body?: BodyType;
      /** Each value of the stream that the handler returns. */
      readonly stream?: MessageSchema<unknown, unknown>;
      readonly reply?: never;
    };

/** Messages by the names of their events. */
export type MessageShapes = Readonly<Record<string, MessageShape>>;

/** The events that a server sends, by name, with the type of their data. */
export type EventShapes = Readonly<Record<string, BodyType>>;

/** The arguments of `defineMessages()`. */
export interface MessageParts<M extends MessageShapes = MessageShapes, E extends EventShapes = EventShapes> {
  readonly messages: M;
  readonly events: E;
}

/** One message of {@link Messages}, which can be passed to `@SubscribeMessage()`. */
export interface MessageDefinition<
  Name extends string = string,
  Shape extends MessageShape = MessageShape,
  E extends EventShapes = EventShapes,
> {
  /** The name of the event. */
  readonly event: Name;
  readonly shape: Shape;
  /** The definition that it belongs to. */
  readonly '~messages': MessageParts<MessageShapes, E>;
}

/** The result of `defineMessages()`: each message by its name. */
export type Messages<M extends MessageShapes = MessageShapes, E extends EventShapes = EventShapes> = {
  readonly [Name in keyof M & string]: MessageDefinition<Name, M[Name], E>;
} & { readonly '~messages': MessageParts<M, E> };
