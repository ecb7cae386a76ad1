import type { GatewayOptions } from '@portico/websockets';
import type { WsGatewayOptions } from './options.js';

const OPTIONS: Record<Exclude<keyof WsGatewayOptions, keyof GatewayOptions>, true> = {
  adapter: true,
  allowSynchronousEvents: true,
  autoPong: true,
  backlog: true,
  clientTracking: true,
  handleProtocols: true,
  heartbeatInterval: true,
  host: true,
  maxBufferedBytes: true,
  maxBufferedChunks: true,
  maxFragments: true,
  maxPayload: true,
  namespace: true,
  perMessageDeflate: true,
  server: true,
  skipUTF8Validation: true,
  verifyClient: true,
  WebSocket: true,
};

/** The names of the options that gateways have only on ws. Their type makes sure that none is missing. */
export const OPTION_NAMES: readonly string[] = Object.keys(OPTIONS);
