import { isError, isObject } from '@portico/common/internal';

/** Marks exceptions so that other installed copies of this package recognise them. */
const WS_EXCEPTION_BRAND: unique symbol = Symbol.for('portico.ws-exception');

/**
 * An exception whose message is sent to the client: with the built-in filter, the client receives the `exception`
 * event.
 *
 * @example
 * throw new WsException('Invalid credentials.');
 * // the client gets: exception { status: 'error', message: 'Invalid credentials.', cause: { pattern, data } }
 * @see docs/gateways.md
 */
export class WsException extends Error {
  /** @param error the message, or an object that is sent to the client; an Error becomes the `cause`, and is only logged */
  constructor(private readonly error: string | object) {
    super(undefined, isError(error) ? { cause: error } : undefined);
    this.initMessage();
  }

  /** Sets `message`: the given one, the object's own, or the words of the class name. */
  initMessage(): void {
    const { error } = this;
    const own = typeof error === 'string' ? error : isObject(error) && error.message;
    this.message = typeof own === 'string' ? own : wordsOf(this.constructor.name);
  }

  /** Returns the argument of the constructor. */
  getError(): string | object {
    return this.error;
  }
}

Object.defineProperty(WsException.prototype, WS_EXCEPTION_BRAND, { value: true });

/** Returns true for a `WsException` of any installed copy of this package. */
export function isWsException(value: unknown): value is WsException {
  return isObject(value) && value[WS_EXCEPTION_BRAND] === true;
}

function wordsOf(name: string): string {
  return name.match(/[A-Z][a-z]+|[0-9]+/g)?.join(' ') ?? 'Error';
}
