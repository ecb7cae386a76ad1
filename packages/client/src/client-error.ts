/**
 * Why a call failed:
 *
 * - `FAILED`: the server replied with an error, which is in `payload`
 * - `TIMEOUT`: no reply arrived in time
 * - `DISCONNECTED`: the connection was lost after the request was sent, which may or may not have been handled
 * - `QUEUE_FULL`: the client is offline, and its queue is full
 * - `ABORTED`: the `signal` of the call was aborted
 * - `CLOSED`: the client is closed, by `close()` or by a close code after which it does not reconnect
 */
export type ClientErrorCode = 'FAILED' | 'TIMEOUT' | 'DISCONNECTED' | 'QUEUE_FULL' | 'ABORTED' | 'CLOSED';

/** The error with which calls of a client reject. */
export class ClientError extends Error {
  override readonly name = 'ClientError';

  /**
   * @param payload what the server sent, for `FAILED`
   * @param cause for `ABORTED`, the reason of the signal, such as a `TimeoutError`; otherwise, why the client is not connected,
   *   if that is known: the error of the function for the URL, or that of the socket, such as `Unexpected server response: 401`
   *   of the ws package, whose status is also in `lastClose`. Browsers do not tell it
   */
  constructor(
    readonly code: ClientErrorCode,
    message: string,
    readonly payload?: unknown,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

/** The error of a request to which the server replied with an error. */
export function failedBy(payload: unknown): ClientError {
  // Any JSON value: only the property is read.
  const message = (payload as { message?: unknown } | null)?.message;
  return new ClientError('FAILED', typeof message === 'string' ? message : 'The request failed', payload);
}
