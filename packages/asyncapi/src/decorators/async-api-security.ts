import type { AsyncApiSecurityScheme } from '../async-api-document.js';
import { writeClassFact, writeMethodFact } from './metadata.js';

/**
 * Declares the credentials that clients have to send for a guard or a gateway. On a guard, it applies to all gateways with this
 * guard. One of several schemes is enough.
 *
 * @param schemes security schemes of AsyncAPI, or none if the guard needs no credentials
 * @example
 * \@AsyncApiSecurity({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
 * \@Injectable()
 * export class TokenGuard implements CanActivate {}
 * @see docs/asyncapi.md
 */
export function AsyncApiSecurity(
  ...schemes: readonly AsyncApiSecurityScheme[]
): (target: object, key?: unknown, descriptor?: PropertyDescriptor) => void {
  return (target, key, descriptor) => {
    if (typeof target === 'function' && (key === undefined || isClassContext(key))) {
      writeClassFact('portico:asyncapi:security', schemes, target);
    } else writeMethodFact('portico:asyncapi:security', schemes, target, descriptor);
  };
}

function isClassContext(context: unknown): boolean {
  return typeof context === 'object' && context !== null && 'kind' in context && context.kind === 'class';
}
