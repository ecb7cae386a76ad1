import type { Type } from '@portico/common';
import { RouteParamtypes, readParameterRecords } from '@portico/common/internal';
import type { ProviderRecord } from '@portico/core/transports';
import type { GatewayOptions } from '../contracts/options/gateway-options.js';
import { eventName } from '../dispatch/event-name.js';
import type { MessageHandlerRecord } from '../dispatch/gateway-handler.js';
import type { MessageDefinition } from '../messages/message-definition.js';
import {
  CLIENTS_PROPERTIES,
  GATEWAY_OPTIONS,
  GATEWAY_PORT,
  GATEWAY_WATERMARK,
  INVALID_PORT,
  MESSAGE_DEFINITIONS,
  MESSAGE_MAPPING_WATERMARK,
  MESSAGE_PATTERN,
  MESSAGE_PATTERNS,
  SERVER_PROPERTIES,
} from '../metadata/keys.js';
import { markedProperties } from '../metadata/marked-properties.js';

/** The options of `@WebSocketGateway()`, with those of its platform. */
export type DeclaredOptions = Readonly<Record<string, unknown>> &
  Readonly<GatewayOptions> & {
    readonly namespace?: string | RegExp | Function;
    /** If it is a string, the name of the adapter. */
    readonly adapter?: unknown;
  };

/** The metadata of a gateway. */
export interface GatewayRecord {
  readonly provider: ProviderRecord<object>;
  readonly type: Type<object>;
  readonly name: string;
  readonly port: number;
  /** The invalid value that was passed as the port. */
  readonly invalidPort: number | undefined;
  readonly options: DeclaredOptions;
  readonly handlers: readonly MessageHandlerRecord[];
  readonly serverProperties: readonly PropertyKey[];
  /** The `@GatewayClients()` properties. */
  readonly clientsProperties: readonly PropertyKey[];
}

/** Reads the metadata of a gateway; `undefined` for a provider that is not a gateway. */
export function readGateway(provider: ProviderRecord<object>): GatewayRecord | undefined {
  // Only classes have the metadata of gateways.
  const type = provider.metatype as Type<object>;
  if (!Reflect.getMetadata(GATEWAY_WATERMARK, type)) return undefined;
  return {
    provider,
    type,
    name: type.name,
    port: Reflect.getMetadata(GATEWAY_PORT, type),
    invalidPort: Reflect.getMetadata(INVALID_PORT, type),
    options: Reflect.getMetadata(GATEWAY_OPTIONS, type) ?? {},
    handlers: readHandlers(type),
    serverProperties: markedProperties(SERVER_PROPERTIES, type),
    clientsProperties: markedProperties(CLIENTS_PROPERTIES, type),
  };
}

/** Returns whether a method has `@SubscribeMessage()`. */
export function isMessageHandler(method: object): boolean {
  return Reflect.hasMetadata(MESSAGE_MAPPING_WATERMARK, method);
}

function readHandlers(type: Function): MessageHandlerRecord[] {
  const handlers: MessageHandlerRecord[] = [];
  const prototype: Readonly<Record<string, object>> = type.prototype;
  for (const methodName of methodNames(prototype)) {
    const method = prototype[methodName]!;
    if (!isMessageHandler(method)) continue;
    const isAckHandledManually = readParameterRecords(type, methodName).some(
      (parameter) => parameter.paramtype === RouteParamtypes.ACK,
    );
    for (const pattern of patternsOf(method)) {
      const definitions = definitionsOf(method).filter(({ event }) => event === pattern);
      handlers.push({ pattern, methodName, isAckHandledManually, definitions });
    }
  }
  return handlers;
}

function definitionsOf(method: object): readonly MessageDefinition[] {
  return Reflect.getMetadata(MESSAGE_DEFINITIONS, method) ?? [];
}

/** Returns each event once: if a method names an event twice, it is called once for it. */
function patternsOf(method: object): Iterable<unknown> {
  const all: readonly unknown[] = Reflect.getMetadata(MESSAGE_PATTERNS, method) ?? [
    Reflect.getMetadata(MESSAGE_PATTERN, method),
  ];
  return new Map(all.map((pattern) => [eventName(pattern), pattern])).values();
}

/** Returns own methods first, then inherited ones that are not overridden. */
function methodNames(prototype: object): Set<string> {
  const names = new Set<string>();
  for (let level = prototype; level && level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    for (const name of Object.getOwnPropertyNames(level)) {
      const descriptor = Object.getOwnPropertyDescriptor(level, name);
      if (name !== 'constructor' && typeof descriptor?.value === 'function') names.add(name);
    }
  }
  return names;
}
