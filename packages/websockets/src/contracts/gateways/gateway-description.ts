import type { CanActivate, PipeTransform, StandardSchemaV1, Type } from '@portico/common';
import type { MessageDefinition } from '../../messages/message-definition.js';
import type { GatewayAdapter } from '../adapter/gateway-adapter.js';
import type { HandshakeOptions } from '../options/handshake-options.js';

/** A gateway of an application, as {@link gatewaysOf} finds it. */
export interface GatewayDescription {
  /** Its class. */
  readonly gateway: Type<object>;
  /** The name of the class. */
  readonly name: string;
  /**
   * Whether everything below is final, that is, whether the application has started. Before that, options that a factory returns are
   * missing, and so is an adapter that the application does not set itself.
   */
  readonly isStarted: boolean;
  /** Its dedicated port; 0 for the port of the application. */
  readonly port: number;
  /** The path at which clients connect, in the syntax of routes; `undefined` if it is not known. */
  readonly path: string | undefined;
  /** A name, or what decides which names exist. */
  readonly namespace: string | RegExp | Function | undefined;
  /** What `@WebSocketGateway()` was called with, or what its factory has returned. */
  readonly options: Readonly<Record<string, unknown>> & HandshakeOptions;
  readonly adapter: GatewayAdapter | undefined;
  /** The name of the adapter; `undefined` for the default adapter. */
  readonly adapterName: string | undefined;
  /** What a client needs to be accepted. */
  readonly connection: GatewayConnectionDescription;
  /** What it subscribes to, in the order of its methods. */
  readonly messages: readonly GatewayMessageDescription[];
}

export interface GatewayConnectionDescription {
  /** Those that run before a client is accepted. */
  readonly guards: readonly GuardReference[];
  /** The decorated parameters of its hooks. */
  readonly parameters: readonly GatewayParameter[];
}

/** An event to which a method of a gateway subscribes. */
export interface GatewayMessageDescription {
  /** The name of the event; a pattern as JSON. */
  readonly event: string;
  /** What `@SubscribeMessage()` was called with: a name, or a pattern. */
  readonly pattern: unknown;
  /** The name of the method. */
  readonly handler: string;
  /** The definition of the message, if it is part of a contract. */
  readonly definition: MessageDefinition | undefined;
  /** Whether the method has an `@Ack()` parameter. */
  readonly isAckHandledManually: boolean;
  readonly parameters: readonly GatewayParameter[];
  /** Those of the class, then those of the method. Global guards are not listed. */
  readonly guards: readonly GuardReference[];
}

/** A parameter with `@MessageBody()`, `@ConnectionParam()` or `@ConnectionQuery()`. */
export interface GatewayParameter {
  readonly source: 'body' | 'param' | 'query';
  /** The property that the decorator names; `undefined` for the whole object. */
  readonly property: string | undefined;
  /** The type that the compiler has emitted. */
  readonly type: Type | undefined;
  /** The schema that the decorator names. */
  readonly schema: StandardSchemaV1 | undefined;
  readonly pipes: readonly (Type<PipeTransform> | PipeTransform)[];
}

/** What `@UseGuards()` was called with. */
export type GuardReference = Type<CanActivate> | CanActivate;
