import type { INestApplication } from '@portico/common';
import { type AbstractHttpAdapter, NestFactory } from '@portico/core';
import { WsAdapter } from '@portico/platform-ws';
import { AppModule } from '../app.module.js';
import type { HowItRuns } from '../page/how-it-runs.js';

/** How long requests in flight may take when the application stops. */
export const GRACE_MS = 10_000;

/** The application, before anything listens. It knows neither how many servers there will be nor how they are made. */
export async function createApplication(adapter: AbstractHttpAdapter, how: HowItRuns): Promise<INestApplication> {
  const app = await NestFactory.create(AppModule.describing(how), adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
    gracefulShutdown: { timeoutMs: GRACE_MS },
  });
  app.useWebSocketAdapter(new WsAdapter(app));
  app.useSecurityHeaders({
    // With HSTS a browser would no longer open the HTTP half of this sample.
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
