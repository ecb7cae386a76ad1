export { AbstractWsAdapter } from './adapter/abstract-ws-adapter.js';
export { clientOf } from './clients/client-of.js';
export { type JsonRpcOptions, jsonRpc } from './codecs/json-rpc.js';
export { messagePack } from './codecs/message-pack.js';
export { type Portico1Options, portico1 } from './codecs/portico1.js';
export { disconnectAt } from './connections/disconnect-at.js';
export type {
  Codec,
  CodecChannel,
  CodecFrame,
  CodecReader,
  PendingRequest,
  ReplyWriter,
  RequestFailure,
} from './contracts/adapter/codec.js';
export type { DiscardedMessage, DiscardedMessageListener } from './contracts/adapter/discarded-message.js';
export type { MessageMappingProperties } from './contracts/adapter/message-mapping.js';
export type {
  BaseWsInstance,
  ServerAndEventStreamsHost,
  WebSocketServerOptions,
} from './contracts/adapter/server-host.js';
export { WS_ADAPTER } from './contracts/adapter/ws-adapter.js';
export type { ClientGroup, FetchedClient } from './contracts/gateways/client-group.js';
export type { ClientHandshake, HandshakeDetails } from './contracts/gateways/client-handshake.js';
export type { ErrorCause, ErrorPayload } from './contracts/gateways/error-payload.js';
export type { EventArguments, EventMap, EventName } from './contracts/gateways/event-map.js';
export type { ClientRequestOptions, GatewayClient } from './contracts/gateways/gateway-client.js';
export type {
  GatewayConnectionDescription,
  GatewayDescription,
  GatewayMessageDescription,
  GatewayParameter,
  GuardReference,
} from './contracts/gateways/gateway-description.js';
export type { OnGatewayConnection, OnGatewayDisconnect, OnGatewayInit } from './contracts/gateways/lifecycle-hooks.js';
export type { MessageIssue } from './contracts/gateways/message-issue.js';
export type { MessageRequest } from './contracts/gateways/message-request.js';
export type { RoomChange, RoomClient } from './contracts/gateways/room-change.js';
export type { WsResponse } from './contracts/gateways/ws-response.js';
export type { BodyLimits } from './contracts/options/body-limits.js';
export type { DispatchOptions } from './contracts/options/dispatch-options.js';
export type { GatewayMetadata } from './contracts/options/gateway-metadata.js';
export type { GatewayOptions } from './contracts/options/gateway-options.js';
export type {
  FactoryDependency,
  GatewayFactoryOptions,
  GatewayOptionsFactory,
  InjectedValue,
} from './contracts/options/gateway-options-factory.js';
export type { HandshakeOptions, OriginRule } from './contracts/options/handshake-options.js';
export type { RecoveryOptions } from './contracts/options/recovery-options.js';
export type { RoomOptions } from './contracts/options/room-options.js';
export type { ShutdownOptions } from './contracts/options/shutdown-options.js';
export { Ack } from './decorators/ack.js';
export { ConnectedClient } from './decorators/connected-client.js';
export { ConnectedSocket } from './decorators/connected-socket.js';
export { ConnectionParam } from './decorators/connection-param.js';
export { ConnectionQuery } from './decorators/connection-query.js';
export { GatewayClients } from './decorators/gateway-clients.js';
export { MessageBody } from './decorators/message-body.js';
export type { HandlerResult, MessageHandlerDecorator } from './decorators/message-handler-decorator.js';
export { SubscribeMessage } from './decorators/subscribe-message.js';
export { WebSocketGateway } from './decorators/web-socket-gateway.js';
export { WebSocketServer } from './decorators/web-socket-server.js';
export type {
  ConnectionTrace,
  DiscardedMessageEvent,
  MessageOutcome,
  MessageTrace,
  RefusedHandshake,
} from './diagnostics/channels.js';
export type { ServerPlace } from './diagnostics/server-place.js';
export { type DiscardReason, type MessageStats, messageStatsOf } from './dispatch/dispatch-stats.js';
export type { BaseWsExceptionFilterOptions } from './exceptions/base-ws-exception-filter.js';
export { BaseWsExceptionFilter } from './exceptions/base-ws-exception-filter.js';
export { InvalidMessageException } from './exceptions/invalid-message-exception.js';
export { WsException } from './exceptions/ws-exception.js';
export { type ClientStatus, type GatewayServerStatus, gatewayServers } from './gateways/description/gateway-servers.js';
export { gatewaysOf } from './gateways/description/gateways-of.js';
export { defineMessages } from './messages/define-messages.js';
export type {
  BodyType,
  EventShapes,
  MessageDefinition,
  MessageParts,
  MessageShape,
  MessageShapes,
  Messages,
} from './messages/message-definition.js';
export type { BodyInputOf, BodyOf, EventsOf, ReplyOf, StreamOf } from './messages/message-types.js';
export type { InputOf, MessageClass, MessageSchema, OutputOf, SchemaIssue, SchemaResult } from './messages/schema.js';
export { tolerateOutages } from './room-adapters/tolerate-outages.js';
