import { type CanActivate, type ExecutionContext, Injectable, Module, UseGuards } from '@portico/common';
import {
  ConnectedClient,
  ConnectionParam,
  ConnectionQuery,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';

// #region rooms
@WebSocketGateway({ path: '/rooms/:room' })
class RoomGateway {
  @GatewayClients() private readonly clients!: GatewayClients;

  async handleConnection(@ConnectedClient() client: GatewayClient, @ConnectionParam('room') room: string) {
    await client.join(room);
  }

  @SubscribeMessage('say')
  say(
    @ConnectionParam('room') room: string,
    @ConnectionQuery('name') name: string | undefined,
    @MessageBody() text: string,
  ): void {
    this.clients.to(room).emit('said', { from: name ?? 'guest', text });
  }
}
// #endregion

// #region guard
@Injectable()
class StaffGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { params, headers } = context.switchToHttp().getRequest();
    return params.room !== 'staff' || headers.authorization === 'staff';
  }
}

@WebSocketGateway({ path: '/offices/:room' })
class OfficeGateway {
  @UseGuards(StaffGuard)
  handleConnection() {}
}
// #endregion

@Module({ providers: [RoomGateway, OfficeGateway] })
export class PathsModule {}
