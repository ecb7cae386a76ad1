import type { ServerOptions } from 'node:https';

/** Options of Node's `https.createServer()`. */
export type HttpsOptions = ServerOptions;
