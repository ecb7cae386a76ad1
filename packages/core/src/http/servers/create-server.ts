import { createServer as createHttpServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { HttpsOptions } from '@portico/common';
import { errorCode, invalidHttpsOptions } from '@portico/common/internal';

/**
 * Makes a server of Node, HTTPS when there are options for it. Nobody listens to its requests yet.
 *
 * @throws FrameworkError `PORTICO_INVALID_HTTPS_OPTIONS`, whose cause is the error of Node's TLS
 */
export function createServer(httpsOptions: HttpsOptions | false | undefined): Server {
  if (!httpsOptions) return createHttpServer();
  // Loaded where it is used: most applications leave TLS to a proxy, and it costs milliseconds at start.
  const https: typeof import('node:https') = createRequire(import.meta.url)('node:https');
  return explainingTls(() => https.createServer(httpsOptions));
}

/** Whether a server speaks HTTPS: asked without loading TLS. */
export function isSecureServer(server: Server): boolean {
  return 'setSecureContext' in server;
}

/** Runs what makes an HTTPS server, and explains the failure of a bad key or certificate. */
export function explainingTls<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw isTlsError(error) ? invalidHttpsOptions(error) : error;
  }
}

function isTlsError(error: unknown): boolean {
  return /^ERR_(OSSL|SSL|TLS|CRYPTO)/.test(errorCode(error) ?? '');
}
