export { AsyncApiBuilder } from './async-api-builder.js';
export type { AsyncApiConfig, AsyncApiHost } from './async-api-config.js';
export type {
  AsyncApiChannel,
  AsyncApiComponents,
  AsyncApiDocument,
  AsyncApiInfo,
  AsyncApiMessageObject,
  AsyncApiOperation,
  AsyncApiReference,
  AsyncApiSecurityScheme,
  AsyncApiServer,
  AsyncApiTag,
  PorticoChannel,
  PorticoMessage,
  PorticoOperation,
  PorticoServer,
  SocketIoBinding,
  WebSocketBinding,
} from './async-api-document.js';
export { AsyncApiModule } from './async-api-module.js';
export type { AsyncApiDocumentOptions } from './async-api-options.js';
export { AsyncApiGateway } from './decorators/async-api-gateway.js';
export { AsyncApiMessage } from './decorators/async-api-message.js';
export { AsyncApiSecurity } from './decorators/async-api-security.js';
export type { AsyncApiGatewayOptions } from './decorators/gateway-options.js';
export type { AsyncApiMessageOptions } from './decorators/message-options.js';
export type { JsonSchema } from './json-schema.js';
export type { AsyncApiSetupOptions } from './serving/serve-document.js';
