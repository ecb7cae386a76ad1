import { Inject, Injectable, Module, Scope } from '@portico/common';
import { REQUEST } from '@portico/core';
import { SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import type { Socket } from 'socket.io';

// #region scoped
@Injectable({ scope: Scope.REQUEST })
class Visit {
  private count = 0;

  constructor(@Inject(REQUEST) private readonly client: Socket) {}

  next(): string {
    this.count += 1;
    return `message ${this.count} of ${this.client.id}`;
  }
}

@WebSocketGateway()
class VisitsGateway {
  constructor(private readonly visit: Visit) {}

  @SubscribeMessage('next')
  next(): string {
    return this.visit.next();
  }
}
// #endregion

@Module({ providers: [Visit, VisitsGateway] })
export class PerClientModule {}
