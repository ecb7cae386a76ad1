import { packageResolvers, requireInstalled } from '@portico/common/internal';
import type { AsyncApiSecurityScheme } from '../async-api-document.js';

/** Strategies of Passport that are known by name, with the credentials that clients send. */
const STRATEGIES: Readonly<Record<string, AsyncApiSecurityScheme>> = {
  jwt: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  bearer: { type: 'http', scheme: 'bearer' },
  'http-bearer': { type: 'http', scheme: 'bearer' },
  basic: { type: 'http', scheme: 'basic' },
  digest: { type: 'http', scheme: 'digest' },
};

/** A guard of Passport with a known strategy. */
export interface PassportGuard {
  readonly strategy: string;
  /** Whether it is the class that `AuthGuard()` returned, and not a subclass. */
  readonly isItself: boolean;
  readonly scheme: AsyncApiSecurityScheme;
}

/**
 * Recognizes a guard of Passport. `AuthGuard('jwt')` always returns the same class, with which a guard can be compared.
 */
export function passportGuard(guard: Function): PassportGuard | undefined {
  const places = packageResolvers(import.meta.url);
  const passport = requireInstalled<{ AuthGuard?(strategy: string): Function }>(places, '@nestjs/passport');
  if (!passport?.AuthGuard) return undefined;
  for (const [strategy, scheme] of Object.entries(STRATEGIES)) {
    const known = passport.AuthGuard(strategy);
    const isItself = guard === known;
    if (isItself || guard.prototype instanceof known) return { strategy, isItself, scheme };
  }
  return undefined;
}
