import { Logger } from '@portico/common';
import { hasMessageOfCause, isError, isHttpException, publicMessage, stackOf } from '@portico/common/internal';
import type { HandshakeRefusal } from '../contracts/adapter/handshake.js';
import { isWsException } from '../exceptions/ws-exception.js';
import { FAILED_CHECK } from './refusals.js';

const logger = new Logger('WebSockets');

/** Returns the refusal for an exception of guards or filters. Exceptions that are not meant for clients are logged. */
export function refusalOfException(exception: unknown): HandshakeRefusal {
  try {
    const refusal = knownRefusal(exception);
    if (refusal) return refusal;
  } catch (failure) {
    logger.error('An exception of handleConnection() cannot be read', stackOf(failure));
    return FAILED_CHECK;
  }
  logger.error('A guard of handleConnection() failed', stackOf(exception));
  return FAILED_CHECK;
}

/** @throws the error of a getter of the exception */
function knownRefusal(exception: unknown): HandshakeRefusal | undefined {
  if (isWsException(exception)) {
    const isHidden = isError(exception.getError()) || hasMessageOfCause(exception);
    return { status: 403, message: isHidden ? 'Forbidden' : exception.message, headers: {} };
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
    Object.entries(headers).flatMap(([name, value]) => {
      const texts = (Array.isArray(value) ? value : [value]).filter(isText).map(String);
      if (texts.length === 0) return [];
      return [[name, Array.isArray(value) ? texts : texts.join()]];
    }),
  );
}

/** An object, such as an Error, would show what it holds. */
function isText(value: unknown): boolean {
  return typeof value !== 'object' && typeof value !== 'function' && value !== undefined;
}
