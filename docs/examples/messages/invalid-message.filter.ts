import { type ArgumentsHost, Catch } from '@portico/common';
import { BaseWsExceptionFilter, InvalidMessageException } from '@portico/websockets';

// #region filter
@Catch(InvalidMessageException)
export class InvalidMessageFilter extends BaseWsExceptionFilter {
  override catch(exception: InvalidMessageException, host: ArgumentsHost): void {
    this.emitMessage(host.switchToWs().getClient(), 'invalid', exception.issues);
  }
}
// #endregion
