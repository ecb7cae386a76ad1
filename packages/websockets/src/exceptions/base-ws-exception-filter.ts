import { type ArgumentsHost, Logger, type WsExceptionFilter } from '@portico/common';
import { isIntrinsicException } from '@portico/common/internal';
import type { ErrorCause, ErrorPayload } from '../contracts/error-payload.js';
import { sendToClient } from '../gateways/client-link.js';
import { isWsException } from './ws-exception.js';

/** What clients learn of exceptions that are not meant for them. */
const UNKNOWN_EXCEPTION_MESSAGE = 'Internal server error';

export interface BaseWsExceptionFilterOptions {
  /** Whether the client is told which message failed. Default: `true`. */
  includeCause?: boolean;
  /** Makes the `cause` that the client is told. */
  causeFactory?: (pattern: string, data: unknown) => Record<string, any>;
}

/**
 * The filter that answers when no other does: it sends the `exception` event, through the adapter,
 * to the client whose message failed.
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
    this.handleError(message.getClient(), exception, cause);
  }

  /** Sends a `WsException` as it is, and hides any other. */
  handleError<TClient extends object>(client: TClient, exception: TError, cause: ErrorCause): void {
    if (!isWsException(exception)) {
      this.handleUnknownError(exception, client, cause);
      return;
    }
    const error = exception.getError();
    const payload = typeof error === 'object' ? error : this.payloadOf(error, cause);
    this.emitMessage(client, 'exception', payload);
  }

  /** Tells the client no more than that something failed, and logs what it was. */
  handleUnknownError<TClient extends object>(exception: TError, client: TClient, cause: ErrorCause): void {
    this.emitMessage(client, 'exception', this.payloadOf(UNKNOWN_EXCEPTION_MESSAGE, cause));
    if (!isIntrinsicException(exception)) BaseWsExceptionFilter.logger.error(exception);
  }

  /** Whether a thrown value has a message. */
  isExceptionObject(exception: unknown): exception is Error {
    return typeof exception === 'object' && exception !== null && Boolean((exception as Error).message);
  }

  /** Sends an event to the client, through its adapter. */
  emitMessage<TClient extends object>(client: TClient, event: string, payload: unknown): void {
    sendToClient(client, event, payload);
  }

  private payloadOf(message: string, cause: ErrorCause): ErrorPayload<unknown> {
    if (this.options.includeCause === false) return { status: 'error', message };
    const { causeFactory } = this.options;
    return { status: 'error', message, cause: causeFactory ? causeFactory(cause.pattern, cause.data) : cause };
  }
}
