import { Body, Controller, Post, UseFilters, UseInterceptors } from '@portico/common';
import { AccountsService } from './accounts.service.js';
import { EnvelopeInterceptor } from './envelope.interceptor.js';
import { OverdrawnFilter } from './overdrawn.filter.js';
import { PositivePipe } from './positive.pipe.js';
import { Auth, Caller } from './roles.js';

@Controller('account')
@UseFilters(OverdrawnFilter)
@UseInterceptors(EnvelopeInterceptor)
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Post('withdraw')
  @Auth('owner')
  withdraw(@Body('amount', PositivePipe) amount: number, @Caller() caller: string) {
    return { ...this.accounts.withdraw(amount), caller };
  }
}
