export { WsAdapter } from './adapter.js';
export type { BroadcastOptions } from './frames/broadcast.js';
export { broadcast } from './frames/broadcast.js';
export type { WsFrame } from './frames/handle-frame.js';
export type {
  WsAdapterOptions,
  WsData,
  WsGatewayOptions,
  WsHandshake,
  WsMessage,
  WsMessageParser,
  WsVerifyClient,
} from './options.js';
