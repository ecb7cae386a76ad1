import type { GatewayOptions } from '@portico/websockets';
import type { IoGatewayOptions } from './options.js';

const OPTIONS: Record<Exclude<keyof IoGatewayOptions, keyof GatewayOptions>, true> = {
  adapter: true,
  addTrailingSlash: true,
  allowEIO3: true,
  allowRequest: true,
  allowUpgrades: true,
  cleanupEmptyChildNamespaces: true,
  connectTimeout: true,
  cookie: true,
  cors: true,
  destroyUpgrade: true,
  destroyUpgradeTimeout: true,
  httpCompression: true,
  initialPacket: true,
  maxBufferedBytes: true,
  maxHttpBufferSize: true,
  namespace: true,
  parser: true,
  perMessageDeflate: true,
  pingInterval: true,
  pingTimeout: true,
  serveClient: true,
  server: true,
  transports: true,
  upgradeTimeout: true,
  wsEngine: true,
};

/** The names of the options that gateways have only on socket.io. Their type makes sure that none is missing. */
export const OPTION_NAMES: readonly string[] = Object.keys(OPTIONS);
