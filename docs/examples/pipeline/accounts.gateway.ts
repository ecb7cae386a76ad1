import { UseFilters, UseInterceptors } from '@portico/common';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { AccountsService } from './accounts.service.js';
import { EnvelopeInterceptor } from './envelope.interceptor.js';
import { OverdrawnWsFilter } from './overdrawn.ws-filter.js';
import { PositivePipe } from './positive.pipe.js';
import { Auth, Caller } from './roles.js';

@WebSocketGateway()
@UseFilters(OverdrawnWsFilter)
@UseInterceptors(EnvelopeInterceptor)
export class AccountsGateway {
  constructor(private readonly accounts: AccountsService) {}

  @SubscribeMessage('withdraw')
  @Auth('owner')
  withdraw(@MessageBody('amount', PositivePipe) amount: number, @Caller() caller: string) {
    return { ...this.accounts.withdraw(amount), caller };
  }
}
