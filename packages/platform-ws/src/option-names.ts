import type { WsGatewayOptions } from './options.js';

const OPTIONS: Record<keyof WsGatewayOptions, true> = {
  allowSynchronousEvents: true,
  autoPong: true,
  backlog: true,
  clientTracking: true,
  connectionStateRecovery: true,
  dispatch: true,
  guardConnections: true,
  handleProtocols: true,
  handshakeTimeout: true,
  heartbeatInterval: true,
  highWaterMark: true,
  host: true,
  maxBufferedBytes: true,
  maxBufferedChunks: true,
  maxClients: true,
  maxClientsPerAddress: true,
  maxFragments: true,
  maxHandshakesPerSecond: true,
  maxPayload: true,
  namespace: true,
  origins: true,
  path: true,
  perMessageDeflate: true,
  rooms: true,
  server: true,
  skipUTF8Validation: true,
  verifyClient: true,
  WebSocket: true,
};

/** The names of all options of gateways on ws. Their type makes sure that none is missing. */
export const OPTION_NAMES: readonly string[] = Object.keys(OPTIONS);
