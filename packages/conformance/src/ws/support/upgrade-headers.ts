/** The header lines of a valid WebSocket handshake (RFC 6455, section 1.2), for raw requests. */
export const UPGRADE_HEADERS = [
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
].join('\r\n');
