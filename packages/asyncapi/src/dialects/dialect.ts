import type { JsonSchema } from '../json-schema.js';

/** An event and its data. */
export interface NamedData {
  /** The name of an event, or what clients send instead of a name. */
  readonly event: unknown;
  /** `undefined` if there is no data. */
  readonly data: JsonSchema | undefined;
}

/** The form of messages: the frames of a subprotocol, or the arguments of socket.io events. */
export interface Dialect {
  /** The subprotocol; `undefined` for clients without one. */
  readonly subprotocol: string | undefined;
  /** Added to the names of its messages, to distinguish them from those of other dialects. */
  readonly suffix: string;
  /** The location of the id that relates a reply to its request; `undefined` if frames have no id. */
  readonly correlation: string | undefined;
  /** Whether clients send a pattern as it is. Otherwise, they send its text. Default: they do. */
  sends?(pattern: unknown): boolean;
  /** The schema of a message of a client. */
  message(message: NamedData): JsonSchema;
  /** The schema of an event of the server. */
  event(event: NamedData): JsonSchema;
  /** The schema of the reply to a message. */
  reply(data: JsonSchema | undefined): JsonSchema;
  /** Whether the values of a stream are sent as one array. */
  readonly collectsStreams?: true;
  /** The schema of one value of a stream. Default: that of a reply. */
  value?(data: JsonSchema | undefined): JsonSchema;
  /** The schema of the end of a stream. */
  end?(): JsonSchema;
  /** The schema of the failure of a request; `undefined` if failures are sent as the event `exception`. */
  error?(payload: JsonSchema): JsonSchema;
  /** Writes an example of a message in this dialect. */
  example(event: unknown, data: unknown): unknown;
}

/** Returns the schema of an object with required and optional properties. */
export function frame(
  properties: Readonly<Record<string, JsonSchema>>,
  optional: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema {
  return { type: 'object', properties: { ...properties, ...optional }, required: Object.keys(properties) };
}
