import { Logger } from '@portico/common';
import { errorMessage } from '@portico/common/internal';
import { webSocketError } from '../errors.js';

const logger = new Logger('WebSockets');
let isLogged = false;

/**
 * Returns a copy of the data of a client as other processes can receive it; an empty object if that is impossible,
 * which is logged once.
 */
export function serializable(data: unknown): unknown {
  try {
    const text: string | undefined = JSON.stringify(data);
    return text === undefined ? undefined : JSON.parse(text);
  } catch (error) {
    if (!isLogged) {
      isLogged = true;
      logger.warn(unserializable(error).message);
    }
    return {};
  }
}

function unserializable(error: unknown): Error {
  return webSocketError(
    'PORTICO_WS_CLIENT_DATA',
    `The data of a client cannot be serialized: ${errorMessage(error)}. Other processes see an empty object.`,
    'Keep only values in client.data that JSON can represent, and everything else in a WeakMap by client.native.',
    error,
  );
}
