/** Options of `app.enableCsrfProtection()`, which refuses unsafe requests that other sites make browsers send. */
export interface CsrfProtectionOptions {
  /** Origins, such as `https://accounts.example.com`, whose cross-origin requests are taken all the same. */
  trustedOrigins?: string[];
  /** Paths that are not protected, for example webhooks. */
  exclude?: (string | RegExp)[];
}
