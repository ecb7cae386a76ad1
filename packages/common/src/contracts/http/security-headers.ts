/** A source of a content security policy, or a function that finds it for a request. */
export type ContentSecurityPolicyDirectiveValue = string | ((request: any, response: any) => string);

export interface ContentSecurityPolicyOptions {
  /** Adds the default directives to those given. Default: `true`. */
  useDefaults?: boolean | undefined;
  /**
   * The directives, in camel case or in kebab case; `null` (or, without defaults, absence) leaves one out,
   * `false` leaves out one of the defaults.
   */
  directives?:
    | Record<string, null | false | ContentSecurityPolicyDirectiveValue | Iterable<ContentSecurityPolicyDirectiveValue>>
    | undefined;
  /** Sends `Content-Security-Policy-Report-Only` instead. Default: `false`. */
  reportOnly?: boolean | undefined;
}

/** The values of the `Referrer-Policy` header. */
export type ReferrerPolicyToken =
  | ''
  | 'no-referrer'
  | 'no-referrer-when-downgrade'
  | 'same-origin'
  | 'origin'
  | 'strict-origin'
  | 'origin-when-cross-origin'
  | 'strict-origin-when-cross-origin'
  | 'unsafe-url';

/** Options of `app.useSecurityHeaders()`: each header is on with its default, configured, or off with `false`. */
export interface SecurityHeadersOptions {
  contentSecurityPolicy?: boolean | ContentSecurityPolicyOptions | undefined;
  /** Default: `false`. */
  crossOriginEmbedderPolicy?: boolean | { policy?: 'require-corp' | 'credentialless' | 'unsafe-none' } | undefined;
  crossOriginOpenerPolicy?:
    | boolean
    | { policy?: 'same-origin' | 'same-origin-allow-popups' | 'unsafe-none' }
    | undefined;
  crossOriginResourcePolicy?: boolean | { policy?: 'same-origin' | 'same-site' | 'cross-origin' } | undefined;
  originAgentCluster?: boolean | undefined;
  referrerPolicy?: boolean | { policy?: ReferrerPolicyToken | ReferrerPolicyToken[] } | undefined;
  strictTransportSecurity?:
    | boolean
    | {
        /** In seconds. Default: one year. */
        maxAge?: number;
        /** Default: `true`. */
        includeSubDomains?: boolean;
        /** Default: `false`. */
        preload?: boolean;
      }
    | undefined;
  xContentTypeOptions?: boolean | undefined;
  xDnsPrefetchControl?: boolean | { allow?: boolean } | undefined;
  xDownloadOptions?: boolean | undefined;
  xFrameOptions?: boolean | { action?: 'deny' | 'sameorigin' } | undefined;
  xPermittedCrossDomainPolicies?:
    | boolean
    | { permittedPolicies?: 'none' | 'master-only' | 'by-content-type' | 'all' }
    | undefined;
  xPoweredBy?: boolean | undefined;
  xXssProtection?: boolean | undefined;
}
