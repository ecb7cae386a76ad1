export { IoAdapter } from './adapter.js';

export type { IoAdapterOptions, IoGatewayOptions } from './options.js';
