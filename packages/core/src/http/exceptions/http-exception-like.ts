/** The members of an `HttpException` that a reply needs, also for those of another installed copy. */
export interface HttpExceptionLike extends Error {
  readonly errorCode?: string;
  getStatus(): number;
  getResponse(): string | object;
}

export function isHttpException(error: unknown): error is HttpExceptionLike {
  return (
    error instanceof Error &&
    'getStatus' in error &&
    typeof error.getStatus === 'function' &&
    'getResponse' in error &&
    typeof error.getResponse === 'function'
  );
}
