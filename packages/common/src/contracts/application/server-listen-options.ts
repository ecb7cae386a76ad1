import type { ListenOptions } from 'node:net';
import type { HttpsOptions } from './https-options.js';

/**
 * One of several servers of an application: where it listens (as Node's `server.listen` takes it), and whether it
 * uses HTTPS.
 */
export interface ServerListenOptions extends Omit<ListenOptions, 'port'> {
  /** A number, or its text as an environment variable has it. */
  port?: number | string | undefined;
  /**
   * Serve HTTPS with these options of Node's `https.createServer()`; `false`: serve plain HTTP.
   * Absent: as the application itself (`NestFactory.create(AppModule, { httpsOptions })`).
   */
  httpsOptions?: HttpsOptions | false | undefined;
}
