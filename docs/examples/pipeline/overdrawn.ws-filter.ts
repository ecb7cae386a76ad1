import { type ArgumentsHost, Catch } from '@portico/common';
import { BaseWsExceptionFilter, WsException } from '@portico/websockets';
import { OverdrawnError } from './overdrawn.js';

@Catch(OverdrawnError)
export class OverdrawnWsFilter extends BaseWsExceptionFilter {
  override catch(error: OverdrawnError, host: ArgumentsHost): void {
    super.catch(new WsException({ error: 'Overdrawn', missing: error.missing }), host);
  }
}
