export type { MyPlatformGatewayOptions } from './adapter.js';
export { MyPlatformAdapter } from './adapter.js';
