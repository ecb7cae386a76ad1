import type { Type } from '@portico/common';
import type { CompiledHandler } from '@portico/core/transports';
import type { MessageDefinition } from '../messages/message-definition.js';

/** One `@SubscribeMessage()` method. */
export interface MessageHandlerRecord {
  readonly pattern: unknown;
  readonly methodName: string;
  /** Has an `@Ack()` parameter. */
  readonly isAckHandledManually: boolean;
  /** The definitions of the message: several only if the method names the event more than once. */
  readonly definitions: readonly MessageDefinition[];
}

/** A `@SubscribeMessage()` method with its pipeline. */
export interface GatewayHandler extends MessageHandlerRecord {
  readonly gateway: Type<object>;
  readonly compiled: CompiledHandler;
}
