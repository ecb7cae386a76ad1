import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@portico/platform-express';

/** Serves the files of `public/`, with the headers by which browsers protect the page. */
export function servePage(app: NestExpressApplication): void {
  app.useSecurityHeaders({
    strictTransportSecurity: false, // served by plain HTTP here; a server behind TLS leaves it on
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
