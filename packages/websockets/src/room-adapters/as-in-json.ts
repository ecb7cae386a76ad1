import { NestingError } from '../codecs/nesting.js';
import { valuesAsInJson } from '../codecs/values-as-in-json.js';

/**
 * Returns a message of a room adapter as clients of this process would receive it. Room adapters write those with binary data in
 * MessagePack, which would disclose what `toJSON()` leaves out. Other processes could not read one with the key `__proto__`: the
 * event would be lost, and with it the sessions of all clients that have to receive it when they reconnect.
 */
export function asInJson(message: unknown): unknown {
  try {
    return valuesAsInJson(message);
  } catch (error) {
    // It may be written in JSON, which allows more levels.
    if (error instanceof NestingError) return message;
    throw error;
  }
}
