import { isObject } from '@portico/common/internal';
import type { CookieSigner } from './cookie-signer.js';
import { parseCookies, signedCookies } from './parse-cookies.js';

interface RequestWithCookies {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: unknown;
  readonly signedCookies?: unknown;
}

const parsed = new WeakMap<object, Record<string, string>>();

/** What a cookie middleware of the platform left on the request, else the header parsed once. */
export function readCookies(request: object): Record<string, unknown> {
  const { cookies }: RequestWithCookies = request;
  return isObject(cookies) ? cookies : headerCookies(request);
}

/** The same for signed cookies; `false` stands for a wrong signature. */
export function readSignedCookies(request: object, signer: CookieSigner): Record<string, unknown> {
  const { signedCookies: known }: RequestWithCookies = request;
  return isObject(known) ? known : signedCookies(headerCookies(request), signer);
}

function headerCookies(request: object): Record<string, string> {
  let cookies = parsed.get(request);
  if (!cookies) {
    const { headers }: RequestWithCookies = request;
    const header = headers?.['cookie'];
    cookies = parseCookies(typeof header === 'string' ? header : undefined);
    parsed.set(request, cookies);
  }
  return cookies;
}
