export { BunHttpAdapter } from './http/bun-http-adapter.js';
export { BunServer, type BunServerOptions } from './http/bun-server.js';
export type { HttpRequest, HttpResponse } from './http/router.js';
export type {
  BodyParserOptions,
  BodyType,
  BunGatewayOptions,
  BunHttpOptions,
  BunWsOptions,
  ClientLimits,
} from './options.js';
export type { BunClient } from './ws/bun-client.js';
export type { BunGatewayServer } from './ws/bun-gateway-server.js';
export { BunWsAdapter } from './ws/bun-ws-adapter.js';
