/**
 * Contracts of messages, without the server. Browsers load it.
 *
 * @packageDocumentation
 */

export { defineMessages } from './define-messages.js';
export type {
  BodyType,
  EventShapes,
  MessageDefinition,
  MessageParts,
  MessageShape,
  MessageShapes,
  Messages,
} from './message-definition.js';
export type { BodyInputOf, BodyOf, EventsOf, ReplyOf, StreamOf } from './message-types.js';
export type { InputOf, MessageClass, MessageSchema, OutputOf, SchemaIssue, SchemaResult } from './schema.js';
