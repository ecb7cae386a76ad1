/**
 * The metadata keys of the decorators of gateways. Third-party modules read them with `Reflect.getMetadata`, so the
 * values never change.
 */
export const GATEWAY_WATERMARK = 'websockets:is_gateway';
export const GATEWAY_PORT = 'port';
export const GATEWAY_OPTIONS = 'websockets:gateway_options';
export const MESSAGE_MAPPING_WATERMARK = 'websockets:message_mapping';
export const MESSAGE_PATTERN = 'message';
export const SERVER_PROPERTY_WATERMARK = 'websockets:is_socket';

/** An invalid port that was passed, such as `NaN` from an environment variable that is not set. */
export const INVALID_PORT = 'portico:websockets:invalid-port';

/** All patterns of a method that has several `@SubscribeMessage()`. */
export const MESSAGE_PATTERNS = 'portico:websockets:message-patterns';

/** The definitions of messages among the patterns of a method. */
export const MESSAGE_DEFINITIONS = 'portico:websockets:message-definitions';

/** The list of a class' `@GatewayClients()` properties. */
export const CLIENTS_PROPERTIES = 'portico:websockets:clients-properties';

/** The `@WebSocketServer()` properties of a class as a list, so that the class does not have to be searched. */
export const SERVER_PROPERTIES = 'portico:websockets:server-properties';
