/** The `cookies` option of an application. */
export interface CookiesOptions {
  /** Signs cookies; of an array the first signs, and all verify. */
  secret?: string | string[];
}

/** Attributes of a cookie that `setCookie()` writes. */
export interface CookieSerializeOptions {
  /** Default: `/`. */
  path?: string;
  /** A host name; the cookie belongs to the answering host alone when absent. */
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
