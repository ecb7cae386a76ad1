import type { CanActivate, Type } from '@portico/common';

/** The third argument of `DevtoolsModule.setup()`. */
export interface DevtoolsOptions {
  /**
   * Decides about each request of the page, as in front of a route: a class, which is injected as a provider of the application or
   * constructed with its dependencies, or an object. Required if `NODE_ENV` is `production`. Default: everybody who can reach the
   * application at `localhost` or an IP address is let in.
   */
  readonly guard?: CanActivate | Type<CanActivate>;
  /** Host names at which the page is served beside `localhost` and IP addresses. With a guard, default: all. */
  readonly hosts?: readonly string[];
  /** Whether the path follows the global prefix of the application, which has to be set before. Default: `false`. */
  readonly useGlobalPrefix?: boolean;
}
