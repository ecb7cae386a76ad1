/** What an answer needs of an `HttpException`, those of another installed copy included. */
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
