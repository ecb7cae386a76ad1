import { isForwardReference, isObject } from '@portico/common/internal';

/** Returns a token as shown in messages: the name of the class, the description of the symbol, or the string itself. */
export function tokenName(token: unknown): string {
  if (typeof token === 'function') return token.name || '(anonymous class)';
  if (typeof token === 'string') return token;
  if (typeof token === 'symbol') return token.toString();
  if (isForwardReference(token)) return tokenName(token.forwardRef());
  if (!isObject(token)) return String(token);
  const { name } = token;
  if (typeof name === 'string' && name) return name;
  return `(an object of ${token.constructor?.name ?? 'no class'})`;
}
