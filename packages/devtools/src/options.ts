import type { CanActivate, Type } from '@portico/common';

/** The third argument of `DevtoolsModule.setup()`. */
export interface DevtoolsOptions {
  /**
   * The guard of all requests of the page: an object, or a class that is injected as a provider of the application or constructed
   * with its dependencies. Required if `NODE_ENV` is `production`. Default: everybody who can reach the application at `localhost` or
   * an IP address has access.
   */
  readonly guard?: CanActivate | Type<CanActivate> | undefined;
  /** The host names at which the page is served in addition to `localhost` and IP addresses. Default with a guard: all. */
  readonly hosts?: readonly string[] | undefined;
  /** Whether the path begins with the global prefix of the application, which has to be set first. Default: `false`. */
  readonly useGlobalPrefix?: boolean | undefined;
}
