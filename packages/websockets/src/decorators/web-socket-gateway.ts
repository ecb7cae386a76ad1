import { type AnyClassDecorator, decoratedClass, define } from '@portico/common/internal';
import { TRANSPORT_METADATA } from '@portico/core/transports';
import type { GatewayMetadata } from '../contracts/options/gateway-metadata.js';
import type { FactoryDependency, GatewayOptionsFactory } from '../contracts/options/gateway-options-factory.js';
import { webSocketTransport } from '../gateways/transport.js';
import { GATEWAY_OPTIONS, GATEWAY_PORT, GATEWAY_WATERMARK, INVALID_PORT } from '../metadata/keys.js';

/** Options with a factory have a type of their own. */
type WithoutFactory = { useFactory?: never };

/**
 * Marks a class as a gateway: its `@SubscribeMessage()` methods handle the messages of WebSocket clients. List the
 * class in the `providers` of a module.
 *
 * Without a port, or with port 0, the gateway shares the HTTP server of the application. Gateways
 * with the same port and path share one server. All options go to the platform's server.
 *
 * @param port the port to listen on, 0 for that of the application
 * @param options such as `path`, `namespace` (socket.io only), `cors`, `transports`; or `inject` and `useFactory`,
 *   which returns the options and the port at start-up
 * @example
 * \@WebSocketGateway({ namespace: 'chat', cors: true })
 * export class ChatGateway {}
 * @example
 * \@WebSocketGateway({ inject: [ConfigService], useFactory: (config) => ({ path: config.get('path') }) })
 * export class ChatGateway {}
 * @see docs/gateways.md
 */
export function WebSocketGateway<const Tokens extends readonly FactoryDependency[] = readonly []>(
  factory: GatewayOptionsFactory<Tokens>,
): AnyClassDecorator;
export function WebSocketGateway(port?: number): AnyClassDecorator;
export function WebSocketGateway<T extends Record<string, any> = GatewayMetadata>(
  options?: T & WithoutFactory,
): AnyClassDecorator;
export function WebSocketGateway<T extends Record<string, any> = GatewayMetadata>(
  port?: number,
  options?: T & WithoutFactory,
): AnyClassDecorator;
export function WebSocketGateway(
  portOrOptions?: number | Record<string, any>,
  options: Record<string, any> = {},
): AnyClassDecorator {
  const hasPort = Number.isInteger(portOrOptions);
  const isNumber = typeof portOrOptions === 'number';
  const port = isNumber && hasPort ? portOrOptions : 0;
  const settings = isNumber ? options : (portOrOptions ?? options);
  return (target: Function, context?: unknown): void => {
    const type = decoratedClass('WebSocketGateway', target, context);
    define(GATEWAY_WATERMARK, true, type);
    define(GATEWAY_PORT, port, type);
    if (isNumber && !hasPort) define(INVALID_PORT, portOrOptions, type);
    define(GATEWAY_OPTIONS, settings, type);
    define(TRANSPORT_METADATA, webSocketTransport, type);
  };
}
