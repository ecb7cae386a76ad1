import type { AsyncApiSecurityScheme } from '../async-api-document.js';
import { loadedPackage } from '../schemas/load-optional.js';

/** The strategies of Passport whose names say what clients send. */
const STRATEGIES: Readonly<Record<string, AsyncApiSecurityScheme>> = {
  jwt: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  bearer: { type: 'http', scheme: 'bearer' },
  'http-bearer': { type: 'http', scheme: 'bearer' },
  basic: { type: 'http', scheme: 'basic' },
  digest: { type: 'http', scheme: 'digest' },
};

/**
 * What clients send for a guard of Passport. `AuthGuard('jwt')` returns the same class each time, so that a guard, or a subclass of it,
 * can be recognized.
 */
export function passportScheme(guard: Function): AsyncApiSecurityScheme | undefined {
  const passport = loadedPackage<{ AuthGuard?(strategy: string): Function }>('@nestjs/passport');
  if (!passport?.AuthGuard) return undefined;
  for (const [strategy, scheme] of Object.entries(STRATEGIES)) {
    const known = passport.AuthGuard(strategy);
    if (guard === known || guard.prototype instanceof known) return scheme;
  }
  return undefined;
}
