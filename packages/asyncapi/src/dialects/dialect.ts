import type { JsonSchema } from '../json-schema.js';

/** What is sent with a name. */
export interface NamedData {
  /** The name of an event, or the object that clients send in place of it. */
  readonly event: unknown;
  /** `undefined` if there are no data. */
  readonly data: JsonSchema | undefined;
}

/** How messages are written: the frames of a subprotocol, or the arguments of an event of socket.io. */
export interface Dialect {
  /** The subprotocol; `undefined` for clients without one. */
  readonly subprotocol: string | undefined;
  /** Distinguishes its messages from those of other dialects of a channel. */
  readonly suffix: string;
  /** Where the id is in a frame by which a reply belongs to its request; `undefined` if frames have none. */
  readonly correlation: string | undefined;
  /** A message of a client. */
  message(message: NamedData): JsonSchema;
  /** An event of the server. */
  event(event: NamedData): JsonSchema;
  /** The reply to a message. */
  reply(data: JsonSchema | undefined): JsonSchema;
  /** Whether a stream is replied to with the array of its values. */
  readonly collectsStreams?: true;
  /** One value of a stream. Without it, a value is sent as a reply is. */
  value?(data: JsonSchema | undefined): JsonSchema;
  /** The end of a stream. */
  end?(): JsonSchema;
  /** The failure of a request; `undefined` if it is sent as the event `exception`. */
  error?(payload: JsonSchema): JsonSchema;
  /** What `data` of a message of a client looks like in this dialect, for examples. */
  example(event: unknown, data: unknown): unknown;
}

/** A schema for an object that has all of some properties, and may have others. */
export function frame(
  properties: Readonly<Record<string, JsonSchema>>,
  optional: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema {
  return { type: 'object', properties: { ...properties, ...optional }, required: Object.keys(properties) };
}
