import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Module, Scope } from '@portico/common';
import { REQUEST } from '@portico/core';
import { type MessageRequest, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import type { Socket } from 'socket.io';

// #region scoped
@Injectable({ scope: Scope.REQUEST })
class Trace {
  readonly id = randomUUID();

  constructor(@Inject(REQUEST) private readonly message: MessageRequest<Socket>) {}

  toString(): string {
    const { client, pattern } = this.message;
    return `${this.id}: "${pattern}" of ${client.id}`;
  }
}

@WebSocketGateway({ requestScope: 'message' })
class TracedGateway {
  constructor(private readonly trace: Trace) {}

  @SubscribeMessage('trace')
  traceMessage(): string {
    return String(this.trace);
  }
}
// #endregion

@Module({ providers: [Trace, TracedGateway] })
export class PerMessageModule {}
