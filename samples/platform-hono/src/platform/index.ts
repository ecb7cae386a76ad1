export type { ConnectMiddleware } from '@portico/core/adapters';
export { HonoAdapter } from './hono-adapter.js';
export type { HonoApp, HonoContext, HonoEnvironment } from './hono-app.js';
export type { HonoReply } from './hono-reply.js';
export type { HonoRequest } from './hono-request.js';
export type { BodyParserOptions, BodyType, HonoAdapterOptions } from './options.js';
