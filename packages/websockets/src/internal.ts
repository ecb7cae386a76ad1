export { WEBSOCKET_ERRORS, webSocketError } from './errors.js';
export { isWsException } from './exceptions/ws-exception.js';
export { webSocketProfile } from './profile.js';
export { webSocketTransport } from './transport.js';
