import type { AsyncApiSecurityScheme } from '../async-api-document.js';
import { loadOptional } from '../schemas/load-optional.js';

/** The strategies of Passport whose names say what clients send. */
const STRATEGIES: Readonly<Record<string, AsyncApiSecurityScheme>> = {
  jwt: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  bearer: { type: 'http', scheme: 'bearer' },
  'http-bearer': { type: 'http', scheme: 'bearer' },
  basic: { type: 'http', scheme: 'basic' },
  digest: { type: 'http', scheme: 'digest' },
};

/** A guard of Passport whose strategy is known. */
export interface PassportGuard {
  readonly strategy: string;
  /** Whether it is not a subclass. */
  readonly isItself: boolean;
  readonly scheme: AsyncApiSecurityScheme;
}

/**
 * Recognizes a guard of Passport. `AuthGuard('jwt')` returns the same class each time, so that the guards of an application can be compared
 * with it.
 */
export function passportGuard(guard: Function): PassportGuard | undefined {
  const passport = loadOptional<{ AuthGuard?(strategy: string): Function }>('@nestjs/passport');
  if (!passport?.AuthGuard) return undefined;
  for (const [strategy, scheme] of Object.entries(STRATEGIES)) {
    const known = passport.AuthGuard(strategy);
    const isItself = guard === known;
    if (isItself || guard.prototype instanceof known) return { strategy, isItself, scheme };
  }
  return undefined;
}
