import type { IncomingMessage } from 'node:http';
import type { HttpPlatform } from './http-platform.js';

/** The address of the client of a request; empty if it is not known. */
export type AddressOf = (request: IncomingMessage) => string;

/** How the address of a client is determined: as the HTTP platform does behind trusted proxies, or by the TCP connection. */
export function addressReader(platform: HttpPlatform | undefined): AddressOf {
  return (request) => platform?.clientAddressOf?.(request) ?? request.socket.remoteAddress ?? '';
}
