import { type ArgumentsHost, Catch } from '@portico/common';
import { BaseWsExceptionFilter, WsException } from '@portico/websockets';
import { questionId } from './question.js';

/**
 * Sends the event `problem` to the sender of the message, with the failed event, the reason, and the
 * `id` of the question, if any. Internal errors are logged, and sent without details.
 */
@Catch()
export class ProblemFilter extends BaseWsExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    const ws = host.switchToWs();
    const known = error instanceof WsException;
    if (!known) BaseWsExceptionFilter.logger.error(error);
    this.emitMessage(ws.getClient(), 'problem', {
      event: ws.getPattern(),
      id: questionId(ws.getData()),
      message: known ? error.message : 'Something went wrong on the server.',
    });
  }
}
