import { errorMessage } from '@portico/common/internal';
import { NestingError } from '../../codecs/nesting.js';
import { webSocketError } from '../../errors.js';
import type { Message } from '../message.js';

/**
 * Returns what a message fails with if its result cannot be sent: the error of the serializer, such as "Do not know how to
 * serialize a BigInt", does not say which handler returned the result.
 *
 * @returns the given error if the result can be serialized as JSON, so that the reason is another one
 */
export function unsentResult(error: unknown, value: unknown, { handler }: Pick<Message, 'handler'>): unknown {
  if (!(error instanceof NestingError) && isSerializable(value)) return error;
  const { gateway, methodName } = handler;
  return webSocketError(
    'PORTICO_WS_UNSERIALIZABLE',
    `The result of ${gateway.name}.${methodName}() cannot be serialized (${errorMessage(error)}).`,
    'Return plain data: convert each bigint with String(value) or Number(value), remove circular references, and send deep trees as flat lists.',
    error,
  );
}

function isSerializable(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}
