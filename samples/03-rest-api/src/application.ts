import { type INestApplication, VersioningType } from '@portico/common';
import { NestFactory } from '@portico/core';
import { AppModule } from './app.module.js';
import { loadPlatform } from './platforms/platform.js';
import type { Settings } from './settings.js';

/** How long requests in flight may take when the application stops. */
const GRACE_MS = 5_000;

/**
 * Builds the API on the chosen platform.
 *
 * @example
 * const app = await createRestApplication({ http: 'fastify', apiKey: 'secret' });
 * await app.listen(3000);
 */
export async function createRestApplication({ http, apiKey }: Omit<Settings, 'port'>): Promise<INestApplication> {
  const platform = await loadPlatform(http);
  const app = await NestFactory.create(AppModule.on(platform, apiKey), platform.adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
    gracefulShutdown: { timeoutMs: GRACE_MS },
  });
  app.setGlobalPrefix('api', { exclude: ['/', 'assets/:name', 'platform'] });
  app.enableVersioning({ type: VersioningType.URI });
  app.useSecurityHeaders({
    strictTransportSecurity: false, // served by plain HTTP here; a server behind TLS leaves it on
    contentSecurityPolicy: { directives: { 'style-src': "'self'", 'upgrade-insecure-requests': null } },
  });
  return app;
}
