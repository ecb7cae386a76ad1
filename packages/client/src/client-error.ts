/**
 * Why a call failed:
 *
 * - `FAILED`: the server replied with an error, which is in `payload`
 * - `TIMEOUT`: no reply came in time
 * - `DISCONNECTED`: the connection was lost after the request was sent; whether it was handled is not known
 * - `QUEUE_FULL`: the client is offline, and as many messages as may wait are waiting
 * - `ABORTED`: the `signal` of the call was aborted
 * - `CLOSED`: the client is closed, by `close()` or because the server ended the connection for good
 */
export type ClientErrorCode = 'FAILED' | 'TIMEOUT' | 'DISCONNECTED' | 'QUEUE_FULL' | 'ABORTED' | 'CLOSED';

/** What calls of a client reject with. */
export class ClientError extends Error {
  override readonly name = 'ClientError';

  /** @param payload what the server sent, for `FAILED` */
  constructor(
    readonly code: ClientErrorCode,
    message: string,
    readonly payload?: unknown,
  ) {
    super(message);
  }
}

/** The error of calls of a client that is closed. */
export function closedError(): ClientError {
  return new ClientError('CLOSED', 'The client is closed');
}

/** The error of a request that the server failed. */
export function failedBy(payload: unknown): ClientError {
  const message = (payload as { message?: unknown } | null)?.message;
  return new ClientError('FAILED', typeof message === 'string' ? message : 'The request failed', payload);
}
