import { type ArgumentsHost, Logger, type WsExceptionFilter } from '@portico/common';
import {
  errorMessage,
  isError,
  isHttpException,
  isIntrinsicException,
  isObject,
  stackOf,
  withoutErrors,
} from '@portico/common/internal';
import { sendToClient } from '../connections/send-to-client.js';
import type { ErrorCause, ErrorPayload } from '../contracts/gateways/error-payload.js';
import { handleFailure, sendFailure } from './failure-channel.js';
import { isInvalidMessage } from './invalid-message-exception.js';
import { warnOfHttpException } from './warn-of-http-exception.js';
import { isWsException } from './ws-exception.js';

/** What clients receive for exceptions that are not meant for them. */
const UNKNOWN_EXCEPTION_MESSAGE = 'Internal server error';

export interface BaseWsExceptionFilterOptions {
  /** Whether the exception that the client receives contains the message that failed. Default: `true`. */
  includeCause?: boolean | undefined;
  /** Creates the `cause` that the client receives. */
  causeFactory?: ((pattern: string, data: unknown) => Record<string, any>) | undefined;
}

/**
 * The filter that handles an exception when no other filter does: it sends the `exception` event, through the adapter, to
 * the client whose message failed.
 *
 * @example
 * \@Catch()
 * export class AllExceptionsFilter extends BaseWsExceptionFilter {
 *   catch(exception: unknown, host: ArgumentsHost) {
 *     super.catch(exception, host);
 *   }
 * }
 * @see docs/gateways.md
 */
export class BaseWsExceptionFilter<TError = any> implements WsExceptionFilter<TError> {
  protected static readonly logger = new Logger('WsExceptionsHandler');

  constructor(protected readonly options: BaseWsExceptionFilterOptions = {}) {}

  catch(exception: TError, host: ArgumentsHost): void {
    const message = host.switchToWs();
    const cause: ErrorCause = { pattern: message.getPattern(), data: message.getData() };
    const client = message.getClient<object>();
    handleFailure(client, host.getArgByIndex(2), () => this.handleError(client, exception, cause));
  }

  /**
   * Sends a `WsException`, without the contents of Errors in it. Hides any other exception, one that wraps an Error, and
   * one that cannot be read or serialized.
   */
  handleError<TClient extends object>(client: TClient, exception: TError, cause: ErrorCause): void {
    let isSent: boolean;
    try {
      isSent = this.sendException(client, exception, cause);
    } catch (failure) {
      this.answerUnknown(client, cause);
      BaseWsExceptionFilter.logger.error(
        `The exception for "${cause.pattern}" cannot be sent: ${errorMessage(failure)}`,
        stackOf(exception),
      );
      return;
    }
    if (!isSent) this.handleUnknownError(exception, client, cause);
  }

  /** Sends `Internal server error` to the client, and logs the exception. */
  handleUnknownError<TClient extends object>(exception: TError, client: TClient, cause: ErrorCause): void {
    this.answerUnknown(client, cause);
    if (isHttpException(exception)) warnOfHttpException(exception, cause.pattern);
    else if (!isIntrinsicException(exception)) BaseWsExceptionFilter.logger.error(exception);
  }

  /** Returns whether a thrown value has a message. */
  isExceptionObject(exception: unknown): exception is Error {
    return isObject(exception) && Boolean(exception.message);
  }

  /**
   * Sends an event to the client, through its adapter. If a client expects a reply to a request, an `exception` is sent
   * as the error of that request. Call it before the first `await` of a filter; after it, call `super.catch()`.
   */
  emitMessage<TClient extends object>(client: TClient, event: string, payload: unknown): void {
    if (event === 'exception' && sendFailure(client, payload)) return;
    sendToClient(client, event, payload);
  }

  /** @returns whether the exception is meant for clients */
  private sendException(client: object, exception: TError, cause: ErrorCause): boolean {
    if (!isWsException(exception)) return false;
    const error = exception.getError();
    if (isError(error)) return false;
    const payload =
      typeof error === 'object' && error !== null
        ? withoutErrors(error)
        : this.payloadOfException(error, exception, cause);
    this.emitMessage(client, 'exception', payload);
    return true;
  }

  /** Omits the cause if it cannot be serialized, because a parser or a handler may have put any value into the data. */
  private answerUnknown(client: object, cause: ErrorCause): void {
    try {
      this.emitMessage(client, 'exception', this.payloadOf(UNKNOWN_EXCEPTION_MESSAGE, cause));
    } catch (failure) {
      BaseWsExceptionFilter.logger.warn(
        `The cause of the exception for "${cause.pattern}" cannot be sent: ${errorMessage(failure)}`,
      );
      this.emitMessage(client, 'exception', { status: 'error', message: UNKNOWN_EXCEPTION_MESSAGE });
    }
  }

  private payloadOfException(message: string, exception: unknown, cause: ErrorCause): ErrorPayload<unknown> {
    if (!isInvalidMessage(exception)) return this.payloadOf(message, cause);
    const { issues, repeatsData } = exception;
    return { ...this.payloadOf(message, repeatsData ? cause : { ...cause, data: undefined }), issues };
  }

  private payloadOf(message: string, cause: ErrorCause): ErrorPayload<unknown> {
    if (this.options.includeCause === false) return { status: 'error', message };
    const { causeFactory } = this.options;
    return { status: 'error', message, cause: causeFactory ? causeFactory(cause.pattern, cause.data) : cause };
  }
}
