import type { HttpStatus } from './http-status.js';

/** A redirect, as declared by `@Redirect()` or returned by a handler. */
export interface HttpRedirectResponse {
  url: string;
  statusCode: HttpStatus;
}
