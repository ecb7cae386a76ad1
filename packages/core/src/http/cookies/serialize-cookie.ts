import type { CookieSerializeOptions } from '@portico/common';
import type { FrameworkError } from '@portico/common/internal';
import { coreError } from '../../errors/core-error.js';

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const ATTRIBUTE = /^[\x20-\x3a\x3c-\x7e]*$/;
const DOMAIN = /^\.?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

/**
 * Writes a `Set-Cookie` header.
 *
 * @throws FrameworkError `PORTICO_INVALID_COOKIE` when a part cannot be written in the header, or contradicts another
 */
export function serializeCookie(name: string, value: string, options: CookieSerializeOptions = {}): string {
  if (!NAME.test(name))
    throw invalidCookie(name, 'This is not a valid name.', 'Use letters, digits, - and _ in the name.');
  const { path = '/', domain, maxAge, expires, sameSite, priority } = options;
  if ((sameSite === 'none' || options.partitioned) && !options.secure) {
    const why = options.partitioned ? 'partitioned: true' : "sameSite: 'none'";
    throw invalidCookie(name, `Browsers reject ${why} without secure: true.`, 'Set secure: true.');
  }
  let header = `${name}=${encodeURIComponent(value)}`;
  if (maxAge !== undefined) {
    if (!Number.isFinite(maxAge))
      throw invalidCookie(name, `maxAge is ${maxAge}.`, 'Set maxAge to a number of seconds.');
    header += `; Max-Age=${Math.trunc(maxAge)}`;
  }
  if (domain !== undefined) {
    if (!DOMAIN.test(domain))
      throw invalidCookie(
        name,
        `The domain "${domain}" is not a host name.`,
        'Set domain to a host name, such as example.com.',
      );
    header += `; Domain=${domain}`;
  }
  if (!ATTRIBUTE.test(path))
    throw invalidCookie(
      name,
      `The path ${JSON.stringify(path)} contains a character that is not allowed in a header.`,
      'Percent-encode the path.',
    );
  header += `; Path=${path}`;
  if (expires !== undefined) {
    if (Number.isNaN(expires.getTime()))
      throw invalidCookie(name, 'expires is not a valid date.', 'Set expires to a Date, or set maxAge.');
    header += `; Expires=${expires.toUTCString()}`;
  }
  if (options.httpOnly) header += '; HttpOnly';
  if (options.secure) header += '; Secure';
  if (options.partitioned) header += '; Partitioned';
  if (priority) header += `; Priority=${oneOf(['low', 'medium', 'high'], priority, 'priority', name)}`;
  if (sameSite) header += `; SameSite=${oneOf(['strict', 'lax', 'none'], sameSite, 'sameSite', name)}`;
  return header;
}

function oneOf(allowed: string[], value: string, attribute: string, name: string): string {
  if (!allowed.includes(value)) {
    throw invalidCookie(name, `${attribute} is "${value}".`, `Set ${attribute} to one of ${allowed.join(', ')}.`);
  }
  return value[0]?.toUpperCase() + value.slice(1);
}

function invalidCookie(name: string, why: string, remedy: string): FrameworkError {
  return coreError({
    code: 'PORTICO_INVALID_COOKIE',
    lines: [`The cookie ${JSON.stringify(name)} cannot be written as a header. ${why}`],
    remedies: [remedy],
  });
}
