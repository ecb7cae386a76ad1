import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@portico/platform-express';

/** Serves the files of `public/` with security headers. */
export function servePage(app: NestExpressApplication): void {
  app.useSecurityHeaders({
    strictTransportSecurity: false, // This sample uses plain HTTP. Keep it enabled behind TLS.
    contentSecurityPolicy: {
      directives: {
        'connect-src': ["'self'", 'ws:', 'wss:'],
        'style-src': "'self'",
        'upgrade-insecure-requests': null,
      },
    },
  });
  app.useStaticAssets(fileURLToPath(new URL('../public/', import.meta.url)));
}
