import { Injectable } from '@portico/common';
import { OverdrawnError } from './overdrawn.js';

@Injectable()
export class AccountsService {
  private balance = 100;

  withdraw(amount: number): { balance: number } {
    if (amount > this.balance) throw new OverdrawnError(amount - this.balance);
    this.balance -= amount;
    return { balance: this.balance };
  }
}
