import type { ServerOptions } from 'node:https';

/** What Node's `https.createServer()` takes. */
export type HttpsOptions = ServerOptions;
