/**
 * The token under which a module provides the WebSocket adapter of the application. The adapter can have dependencies.
 * `app.useWebSocketAdapter()` takes precedence.
 *
 * @example
 * \@Module({ providers: [{ provide: WS_ADAPTER, useClass: RedisIoAdapter }] })
 * @see docs/websocket-adapters.md
 */
export const WS_ADAPTER: unique symbol = Symbol.for('portico.websockets.adapter');
