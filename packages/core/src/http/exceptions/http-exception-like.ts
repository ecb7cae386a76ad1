/** What an answer needs of an `HttpException`, those of another installed copy included. */
export interface HttpExceptionLike extends Error {
  readonly errorCode?: string;
  getStatus(): number;
  getResponse(): string | object;
}

export function isHttpException(error: unknown): error is HttpExceptionLike {
  return (
    error instanceof Error &&
    typeof (error as Partial<HttpExceptionLike>).getStatus === 'function' &&
    typeof (error as Partial<HttpExceptionLike>).getResponse === 'function'
  );
}
