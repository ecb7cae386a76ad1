/** The `cookies` option of an application. */
export interface CookiesOptions {
  /** The secret that signs cookies. In an array, the first one signs, and all verify. */
  secret?: string | string[];
}

/** Attributes of a cookie that `setCookie()` writes. */
export interface CookieSerializeOptions {
  /** Default: `/`. */
  path?: string;
  /** A host name. Default: only the host that sets the cookie. */
  domain?: string;
  /** In seconds. */
  maxAge?: number;
  expires?: Date;
  /** Default: `false`. */
  httpOnly?: boolean;
  /** Default: `false`. */
  secure?: boolean;
  /** `'none'` needs `secure: true`. */
  sameSite?: 'strict' | 'lax' | 'none';
  /** Needs `secure: true`. Default: `false`. */
  partitioned?: boolean;
  priority?: 'low' | 'medium' | 'high';
  /** Signs the value with the first secret of the application. Default: `false`. */
  signed?: boolean;
}
