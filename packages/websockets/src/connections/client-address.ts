import type { IncomingMessage } from 'node:http';
import type { HttpPlatform } from './http-platform.js';

/** Returns the address of the client of a request, or an empty string if it is not known. */
export type AddressOf = (request: IncomingMessage) => string;

/** Chooses how addresses of clients are determined: by the HTTP platform, which knows trusted proxies, or from the TCP connection. */
export function addressReader(platform: HttpPlatform | undefined): AddressOf {
  return (request) => platform?.clientAddressOf?.(request) ?? request.socket.remoteAddress ?? '';
}
