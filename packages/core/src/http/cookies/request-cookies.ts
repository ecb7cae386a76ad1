import { isObject } from '@portico/common/internal';
import type { CookieSigner } from './cookie-signer.js';
import { parseCookies, signedCookies } from './parse-cookies.js';

interface RequestWithCookies {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: unknown;
  readonly signedCookies?: unknown;
}

const parsed = new WeakMap<object, Record<string, string>>();

/** Returns the cookies that cookie middleware of the platform has set on the request, or else the parsed header. */
export function readCookies(request: object): Record<string, unknown> {
  const { cookies }: RequestWithCookies = request;
  return isObject(cookies) ? cookies : headerCookies(request);
}

/** Returns the signed cookies in the same way; `false` if a signature is wrong. */
export function readSignedCookies(request: object, signer: CookieSigner): Record<string, unknown> {
  const { signedCookies: known }: RequestWithCookies = request;
  return isObject(known) ? known : signedCookies(headerCookies(request), signer);
}

/** Returns the cookies of the header, decoded. */
export function headerCookies(request: object): Record<string, string> {
  let cookies = parsed.get(request);
  if (!cookies) {
    const { headers }: RequestWithCookies = request;
    const header = headers?.['cookie'];
    cookies = parseCookies(typeof header === 'string' ? header : undefined);
    parsed.set(request, cookies);
  }
  return cookies;
}
