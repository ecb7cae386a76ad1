import type { CookieSerializeOptions } from '@portico/common';
import { Injectable } from '@portico/common';
import { HttpAdapterHost } from '@portico/core';
import { TOKEN_COOKIE } from '../tokens/token.guard.js';
import type { IssuedToken } from '../tokens/tokens.service.js';

export const SESSION_COOKIE = 'session';

/** Scripts cannot read these cookies, and other sites cannot send them. Add `secure: true` behind TLS. */
const PROTECTED: CookieSerializeOptions = { httpOnly: true, sameSite: 'strict' };
/** The cookie of the session is sent only to the route that issues tokens. */
const SESSION: CookieSerializeOptions = { ...PROTECTED, path: '/session' };
const TOKEN: CookieSerializeOptions = { ...PROTECTED, path: '/live' };

/** Writes the cookies of a browser that has logged in. */
@Injectable()
export class TokenCookies {
  constructor(private readonly host: HttpAdapterHost) {}

  setSession(response: object, id: string): void {
    this.host.httpAdapter.setCookie(response, SESSION_COOKIE, id, SESSION);
  }

  setToken(response: object, { token, expires }: IssuedToken): void {
    this.host.httpAdapter.setCookie(response, TOKEN_COOKIE, token, { ...TOKEN, expires });
  }

  clear(response: object): void {
    this.host.httpAdapter.clearCookie(response, SESSION_COOKIE, SESSION);
    this.host.httpAdapter.clearCookie(response, TOKEN_COOKIE, TOKEN);
  }
}
