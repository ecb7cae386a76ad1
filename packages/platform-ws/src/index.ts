export { WsAdapter } from './adapter.js';
export type { BroadcastOptions } from './broadcast.js';
export { broadcast } from './broadcast.js';
export type { WsFrame } from './handle-frame.js';
export type {
  WsAdapterOptions,
  WsData,
  WsGatewayOptions,
  WsHandshake,
  WsMessage,
  WsMessageParser,
  WsVerifyClient,
} from './options.js';
