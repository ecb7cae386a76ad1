/** The `cookies` option of an application. */
export interface CookiesOptions {
  /** The secret that signs cookies. In an array, the first one signs, and all verify. */
  secret?: string | string[] | undefined;
}

/** Attributes of a cookie that `setCookie()` writes. */
export interface CookieSerializeOptions {
  /** Default: `/`. */
  path?: string | undefined;
  /** A host name. Default: only the host that sets the cookie. */
  domain?: string | undefined;
  /** In seconds. */
  maxAge?: number | undefined;
  expires?: Date | undefined;
  /** Default: `false`. */
  httpOnly?: boolean | undefined;
  /** Default: `false`. */
  secure?: boolean | undefined;
  /** `'none'` needs `secure: true`. */
  sameSite?: 'strict' | 'lax' | 'none' | undefined;
  /** Needs `secure: true`. Default: `false`. */
  partitioned?: boolean | undefined;
  priority?: 'low' | 'medium' | 'high' | undefined;
  /** Signs the value with the first secret of the application. Default: `false`. */
  signed?: boolean | undefined;
}
