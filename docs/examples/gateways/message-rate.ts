import { type CanActivate, type ExecutionContext, Injectable, Module, UseGuards } from '@portico/common';
import { SubscribeMessage, WebSocketGateway, WsException } from '@portico/websockets';

// #region option
@WebSocketGateway({ path: '/draw', dispatch: { maxMessagesPerSecond: 20, overflow: 'pause' } })
class DrawGateway {
  @SubscribeMessage('draw')
  draw(): string {
    return 'drawn';
  }
}
// #endregion

// #region guard
const BURST = 20; // messages at once
const PER_SECOND = 10; // in the long run

@Injectable()
class MessageRateGuard implements CanActivate {
  private readonly budgets = new WeakMap<object, { left: number; at: number }>();

  canActivate(context: ExecutionContext): boolean {
    const client = context.switchToWs().getClient<object>();
    const now = performance.now();
    const { left, at } = this.budgets.get(client) ?? { left: BURST, at: now };
    const budget = Math.min(BURST, left + ((now - at) / 1_000) * PER_SECOND);
    if (budget < 1) throw new WsException('Too many messages');
    this.budgets.set(client, { left: budget - 1, at: now });
    return true;
  }
}

@UseGuards(MessageRateGuard)
@WebSocketGateway()
class PaintGateway {
  @SubscribeMessage('paint')
  paint(): string {
    return 'painted';
  }
}
// #endregion

@Module({ providers: [DrawGateway, PaintGateway] })
export class MessageRateModule {}
