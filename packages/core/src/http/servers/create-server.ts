import { createServer as createHttpServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { HttpsOptions } from '@portico/common';
import { type FrameworkError } from '@portico/common/internal';
import { coreError } from '../../errors/core-error.js';

/**
 * Makes a server of Node, HTTPS when there are options for it. Nobody listens to its requests yet.
 *
 * @throws FrameworkError `PORTICO_INVALID_HTTPS_OPTIONS`, whose cause is the error of Node's TLS
 */
export function createServer(httpsOptions: HttpsOptions | false | undefined): Server {
  if (!httpsOptions) return createHttpServer();
  // Loaded where it is used: most applications leave TLS to a proxy, and it costs milliseconds at start.
  const https = createRequire(import.meta.url)('node:https') as typeof import('node:https');
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

function isTlsError(error: unknown): error is NodeJS.ErrnoException {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' && /^ERR_(OSSL|SSL|TLS|CRYPTO)/.test(code);
}

function invalidHttpsOptions(cause: NodeJS.ErrnoException): FrameworkError {
  return coreError({
    code: 'PORTICO_INVALID_HTTPS_OPTIONS',
    lines: [`The HTTPS server cannot be created with the given key and certificate: ${cause.message} (${cause.code}).`],
    remedies: [
      'Pass the contents of the PEM files, not their paths: httpsOptions: { key: readFileSync(…), cert: readFileSync(…) }.',
      'Check that the certificate belongs to this key, and that neither file is truncated.',
      'For an encrypted key, pass its passphrase: httpsOptions: { key, cert, passphrase }.',
    ],
    cause,
  });
}
