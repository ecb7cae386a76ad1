import { decodeText } from '../decode-text.js';
import type { CookieSigner } from './cookie-signer.js';

/**
 * Returns the cookies of a `Cookie` header, decoded. If a name is repeated, the first value is used. Has no prototype.
 */
export function parseCookies(header: string | undefined): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null);
  if (!header) return cookies;
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals < 1) continue;
    const name = pair.slice(0, equals).trim();
    if (name in cookies) continue;
    cookies[name] = decodeText(unquote(pair.slice(equals + 1).trim()));
  }
  return cookies;
}

/** Returns the signed cookies, with their values; `false` if a signature is wrong. */
export function signedCookies(cookies: Record<string, string>, signer: CookieSigner): Record<string, string | false> {
  const signed: Record<string, string | false> = Object.create(null);
  for (const name of Object.keys(cookies)) {
    const value = signer.unsign(cookies[name]!);
    if (value !== undefined) signed[name] = value;
  }
  return signed;
}

function unquote(text: string): string {
  return text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text;
}
