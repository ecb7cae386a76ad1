import type { CookieSerializeOptions } from '@portico/common';

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const ATTRIBUTE = /^[\x20-\x3a\x3c-\x7e]*$/;
const DOMAIN = /^\.?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

/**
 * Writes a `Set-Cookie` header.
 *
 * @throws TypeError when a part can't stand in the header, or contradicts another
 */
export function serializeCookie(name: string, value: string, options: CookieSerializeOptions = {}): string {
  if (!NAME.test(name)) throw new TypeError(`"${name}" can't be the name of a cookie: use letters, digits and -_.`);
  const { path = '/', domain, maxAge, expires, sameSite, priority } = options;
  if ((sameSite === 'none' || options.partitioned) && !options.secure) {
    throw new TypeError(
      `The cookie "${name}" needs secure: true, because it is ${options.partitioned ? 'partitioned' : "sameSite: 'none'"}.`,
    );
  }
  let header = `${name}=${encodeURIComponent(value)}`;
  if (maxAge !== undefined) {
    if (!Number.isFinite(maxAge))
      throw new TypeError(`The maxAge of the cookie "${name}" must be a number of seconds.`);
    header += `; Max-Age=${Math.trunc(maxAge)}`;
  }
  if (domain !== undefined) {
    if (!DOMAIN.test(domain)) throw new TypeError(`"${domain}" can't be the domain of the cookie "${name}".`);
    header += `; Domain=${domain}`;
  }
  if (!ATTRIBUTE.test(path))
    throw new TypeError(`The path of the cookie "${name}" has a character that can't stand in a header.`);
  header += `; Path=${path}`;
  if (expires !== undefined) {
    if (Number.isNaN(expires.getTime())) throw new TypeError(`The expires of the cookie "${name}" is not a date.`);
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
    throw new TypeError(`The ${attribute} of the cookie "${name}" must be one of ${allowed.join(', ')}.`);
  }
  return value[0]?.toUpperCase() + value.slice(1);
}
