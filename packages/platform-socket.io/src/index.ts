export { IoAdapter } from './adapter.js';

export type { IoGatewayOptions } from './options.js';
