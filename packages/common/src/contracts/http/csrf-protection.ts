/** Options of `app.enableCsrfProtection()`, which refuses unsafe cross-site requests of browsers. */
export interface CsrfProtectionOptions {
  /** Origins, such as `https://accounts.example.com`, whose cross-origin requests are accepted. */
  trustedOrigins?: string[] | undefined;
  /** Paths that are not protected, for example webhooks. Their other spellings are, unless the router ignores them. */
  exclude?: (string | RegExp)[] | undefined;
}
