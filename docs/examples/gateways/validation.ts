import { Module, UsePipes, ValidationPipe } from '@portico/common';
import { MessageBody, SubscribeMessage, WebSocketGateway, WsException } from '@portico/websockets';
import { IsInt, IsString } from 'class-validator';

// #region validation
class Order {
  @IsString() item!: string;
  @IsInt() count!: number;
}

const orders = new ValidationPipe({
  exceptionFactory: (errors) =>
    new WsException(errors.flatMap(({ constraints = {} }) => Object.values(constraints)).join(', ')),
});

@WebSocketGateway()
class OrdersGateway {
  @UsePipes(orders)
  @SubscribeMessage('order')
  order(@MessageBody() { count }: Order): { ordered: number } {
    return { ordered: count };
  }
}
// #endregion

@Module({ providers: [OrdersGateway] })
export class ValidationModule {}
