import { isObject } from '@portico/common/internal';
import type { MessageIssue } from '../contracts/gateways/message-issue.js';
import { WsException } from './ws-exception.js';

/** Marks exceptions so that other installed copies of this package recognise them. */
const INVALID_MESSAGE_BRAND: unique symbol = Symbol.for('portico.invalid-message');

/**
 * Thrown if the body of a message does not match its definition. With the built-in filter, the client receives the
 * `exception` event with the issues.
 *
 * @example
 * \@Catch(InvalidMessageException)
 * class InvalidMessageFilter extends BaseWsExceptionFilter {
 *   catch(exception: InvalidMessageException, host: ArgumentsHost) {
 *     this.emitMessage(host.switchToWs().getClient(), 'invalid', exception.issues);
 *   }
 * }
 * @see docs/messages.md
 */
export class InvalidMessageException extends WsException {
  constructor(
    readonly issues: readonly MessageIssue[],
    /** Whether the client receives its data back, as with other exceptions. */
    readonly repeatsData = true,
  ) {
    super('Invalid message body');
  }
}

Object.defineProperty(InvalidMessageException.prototype, INVALID_MESSAGE_BRAND, { value: true });

/** Returns true for an `InvalidMessageException` of any installed copy of this package. */
export function isInvalidMessage(value: unknown): value is InvalidMessageException {
  return isObject(value) && INVALID_MESSAGE_BRAND in value;
}
