import { createServer as createHttpServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { HttpsOptions } from '@portico/common';
import { errorCode, invalidHttpsOptions } from '@portico/common/internal';
import { QuietRequest } from './quiet-request.js';
import { SingleWriteResponse } from './single-write-response.js';

const CLASSES = { IncomingMessage: QuietRequest, ServerResponse: SingleWriteResponse };

/**
 * Creates a server of Node, for HTTPS if there are options for it. It has no request listener yet.
 *
 * @throws FrameworkError `PORTICO_INVALID_HTTPS_OPTIONS`, whose cause is the error of Node's TLS
 */
export function createServer(httpsOptions: HttpsOptions | false | undefined): Server {
  if (!httpsOptions) return createHttpServer(CLASSES);
  // Loaded on demand: most applications leave TLS to a proxy, and loading it takes milliseconds at start-up.
  const https: typeof import('node:https') = createRequire(import.meta.url)('node:https');
  return explainingTls(() => https.createServer({ ...CLASSES, ...httpsOptions }));
}

/** Returns whether a server uses HTTPS, determined without loading TLS. Servers of Bun have only the second member. */
export function isSecureServer(server: Server): boolean {
  return 'setSecureContext' in server || 'ALPNProtocols' in server;
}

/** Calls a function that creates an HTTPS server, and explains the failure of an invalid key or certificate. */
export function explainingTls<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw isTlsError(error) ? invalidHttpsOptions(error) : error;
  }
}

/** Returns whether an error is that of a key or certificate. */
export function isTlsError(error: unknown): boolean {
  return /^ERR_(OSSL|SSL|TLS|CRYPTO)/.test(errorCode(error) ?? '');
}
