import { broadcast } from '@portico/platform-ws';
import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  type WsResponse,
} from '@portico/websockets';
import type { WebSocketServer as Server, WebSocket } from 'ws';

// #region gateway
@WebSocketGateway({ path: '/users', maxPayload: 64 * 1024 })
export class UsersGateway {
  @WebSocketServer() server!: Server;

  @SubscribeMessage('hello')
  hello(@MessageBody() name: string): WsResponse<string> {
    return { event: 'greeting', data: `Hello ${name}` };
  }

  // #region broadcast
  @SubscribeMessage('shout')
  shout(@ConnectedSocket() client: WebSocket, @MessageBody() text: string): void {
    broadcast(this.server.clients, { event: 'heard', data: text }, { except: client });
  }
  // #endregion
}
// #endregion
