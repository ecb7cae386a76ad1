import type { Server } from 'node:http';

/** Settings that Node reads from the server for each connection. Types of Node do not have all of them. */
const SETTINGS = [
  'connectionsCheckingInterval',
  'headersTimeout',
  'highWaterMark',
  'insecureHTTPParser',
  'joinDuplicateHeaders',
  'keepAlive',
  'keepAliveInitialDelay',
  'keepAliveTimeout',
  'keepAliveTimeoutBuffer',
  'maxConnections',
  'maxHeaderSize',
  'maxHeadersCount',
  'maxRequestsPerSocket',
  'noDelay',
  'rejectNonStandardBodyWrites',
  'requestTimeout',
  'requireHostHeader',
  'timeout',
];

/**
 * Gives an additional server the timeouts and limits of the first one, whether they come from options of the platform or
 * were set on the server.
 *
 * @param own the options of the additional server, which take precedence
 */
export function copyLimits(from: Server, to: Server, own: object): void {
  for (const name of SETTINGS) {
    const value: unknown = Reflect.get(from, name);
    if (value !== undefined && !(name in own)) Reflect.set(to, name, value);
  }
}
