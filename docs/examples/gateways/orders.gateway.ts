import {
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  Catch,
  ClassSerializerInterceptor,
  type ExecutionContext,
  Injectable,
  Logger,
  Module,
  type NestInterceptor,
  type PipeTransform,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@portico/common';
import {
  BaseWsExceptionFilter,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
  type WsResponse,
} from '@portico/websockets';
import { Exclude } from 'class-transformer';
import { type Observable, tap } from 'rxjs';
import type { Socket } from 'socket.io';

// #region guard
@Injectable()
class CustomersGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const ws = context.switchToWs();
    const client = ws.getClient<Socket>();
    return client.handshake.auth.customer !== undefined;
  }
}
// #endregion

// #region interceptor
@Injectable()
class TimingInterceptor implements NestInterceptor {
  private readonly logger = new Logger('Timing');

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const event = context.switchToWs().getPattern();
    const start = performance.now();
    return next.handle().pipe(tap(() => this.logger.debug(`${event}: ${performance.now() - start} ms`)));
  }
}
// #endregion

// #region pipe
@Injectable()
class OrderPipe implements PipeTransform<unknown, { item: string; count: number }> {
  transform(value: unknown): { item: string; count: number } {
    const { item, count } = (value ?? {}) as Record<string, unknown>;
    if (typeof item !== 'string' || !Number.isInteger(count))
      throw new WsException('An order has an item and a count.');
    return { item, count: count as number };
  }
}
// #endregion

class OutOfStock extends Error {
  constructor(readonly item: string) {
    super(`There is no ${item} left.`);
  }
}

// #region filter
@Catch(OutOfStock)
class OutOfStockFilter extends BaseWsExceptionFilter {
  override catch(error: OutOfStock, host: ArgumentsHost): void {
    this.emitMessage(host.switchToWs().getClient(), 'out of stock', { item: error.item });
  }
}
// #endregion

// #region serialized
class Customer {
  constructor(readonly name: string) {}

  @Exclude() readonly password = 'secret';
}

class CustomerResponse implements WsResponse<Customer> {
  readonly event = 'customer';

  constructor(readonly data: Customer) {}
}
// #endregion

// #region gateway
@UseGuards(CustomersGuard)
@UseInterceptors(TimingInterceptor)
@UseFilters(OutOfStockFilter)
@WebSocketGateway()
class OrdersGateway {
  @UsePipes(OrderPipe)
  @SubscribeMessage('order')
  order(@MessageBody() order: { item: string; count: number }): { ordered: number } {
    if (order.item === 'unicorn') throw new OutOfStock(order.item);
    return { ordered: order.count };
  }
}
// #endregion

@UseGuards(CustomersGuard)
@WebSocketGateway()
class CustomersGateway {
  // #region serialize
  @UseInterceptors(ClassSerializerInterceptor)
  @SubscribeMessage('me')
  me(): CustomerResponse {
    return new CustomerResponse(new Customer('Ada'));
  }
  // #endregion

  // #region cause
  @UseFilters(new BaseWsExceptionFilter({ includeCause: false }))
  @SubscribeMessage('pay')
  pay(): never {
    throw new WsException('Your card was refused.');
  }
  // #endregion

  @SubscribeMessage('break')
  break(): never {
    throw new Error('a secret of the server');
  }
}

@Module({ providers: [OrdersGateway, CustomersGateway] })
export class OrdersModule {}
