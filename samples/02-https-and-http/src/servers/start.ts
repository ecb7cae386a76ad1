import { listenInOneCall } from './listen-in-one-call.js';
import { listenWithOwnServers } from './listen-with-own-servers.js';
import type { Running, StartOptions } from './running.js';

/**
 * Starts the sample with servers of the application, or with custom servers.
 *
 * @example
 * const { app } = await start({ http: 'express', servers: 'application', port: 3000, httpsPort: 3443, certificate });
 */
export function start(options: StartOptions): Promise<Running> {
  return options.servers === 'own' ? listenWithOwnServers(options) : listenInOneCall(options);
}
