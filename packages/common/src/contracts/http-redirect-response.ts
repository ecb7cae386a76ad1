import type { HttpStatus } from './http-status.js';

/** A redirect, as `@Redirect()` declares it and as a handler may return it. */
export interface HttpRedirectResponse {
  url: string;
  statusCode: HttpStatus;
}
