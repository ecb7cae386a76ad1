import type { INestApplication } from '@portico/common';
import { type AbstractHttpAdapter, NestFactory } from '@portico/core';
import { WsAdapter } from '@portico/platform-ws';
import { AppModule } from '../app.module.js';
import type { ServerFacts } from '../page/server-facts.js';

/** How long running requests may take when the application stops, in milliseconds. */
export const GRACE_MS = 10_000;

/** Creates the application, which does not depend on the number of servers or on how they are created. */
export async function createApplication(adapter: AbstractHttpAdapter, how: ServerFacts): Promise<INestApplication> {
  const app = await NestFactory.create(AppModule.describing(how), adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
    gracefulShutdown: { timeoutMs: GRACE_MS },
  });
  app.useWebSocketAdapter(new WsAdapter(app));
  app.useSecurityHeaders({
    // With HSTS, browsers would no longer open this sample over HTTP.
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      directives: {
        'connect-src': ["'self'", 'ws:', 'wss:'],
        'style-src': "'self'",
        'upgrade-insecure-requests': null,
      },
    },
  });
  return app;
}
