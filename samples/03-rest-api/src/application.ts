import { type INestApplication, VersioningType } from '@portico/common';
import { NestFactory } from '@portico/core';
import { AppModule } from './app.module.js';
import { loadPlatform } from './platforms/platform.js';
import type { Settings } from './settings.js';

/** How long running requests may take when the application stops, in milliseconds. */
const GRACE_MS = 5_000;

/**
 * Creates the API on the chosen platform.
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
    strictTransportSecurity: false, // This sample uses plain HTTP. Keep it enabled behind TLS.
    contentSecurityPolicy: { directives: { 'style-src': "'self'", 'upgrade-insecure-requests': null } },
  });
  return app;
}
