export { FayeAdapter } from './faye-adapter.js';
export { type FayeCloseEvent, FayeServer, type FayeServerOptions, type FayeSocket } from './faye-server.js';
export type { FayeAdapterOptions, FayeGatewayOptions } from './options.js';
