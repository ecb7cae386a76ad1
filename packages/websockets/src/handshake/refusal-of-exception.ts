import { Logger } from '@portico/common';
import { isError, isHttpException, publicMessage, stackOf } from '@portico/common/internal';
import type { HandshakeRefusal } from '../contracts/handshake.js';
import { isWsException } from '../exceptions/ws-exception.js';
import { FAILED_CHECK } from './refusals.js';

const logger = new Logger('WebSockets');

/** Returns the refusal for an exception of guards or filters. Exceptions that are not meant for clients are logged. */
export function refusalOfException(exception: unknown): HandshakeRefusal {
  const refusal = knownRefusal(exception);
  if (refusal) return refusal;
  logger.error('A guard of handleConnection() failed', stackOf(exception));
  return FAILED_CHECK;
}

function knownRefusal(exception: unknown): HandshakeRefusal | undefined {
  if (isWsException(exception)) {
    const message = isError(exception.getError()) ? 'Forbidden' : exception.message;
    return { status: 403, message, headers: {} };
  }
  if (!isHttpException(exception)) return undefined;
  const status: unknown = exception.getStatus();
  return {
    status: isRefusing(status) ? status : 500,
    message: publicMessage(exception),
    headers: headersOf(exception),
  };
}

/** The client is refused whatever the status of the exception is, so only a status that refuses is used. */
function isRefusing(status: unknown): status is number {
  return typeof status === 'number' && Number.isInteger(status) && status >= 300 && status <= 599;
}

function headersOf(exception: object): HandshakeRefusal['headers'] {
  const { headers }: { readonly headers?: unknown } = exception;
  if (typeof headers !== 'object' || headers === null) return {};
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
  );
}
