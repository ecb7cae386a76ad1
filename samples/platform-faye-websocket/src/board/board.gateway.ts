import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  WsException,
} from '@portico/websockets';
import type { FayeServer, FayeSocket } from '../platform/index.js';

const LONGEST_LINE = 200;
const MOST_LINES = 50;

/** A board that all clients write on. */
@WebSocketGateway({ path: '/board', maxPayload: 4_096, pingInterval: 30_000 })
export class BoardGateway implements OnGatewayConnection<FayeSocket> {
  @WebSocketServer() server!: FayeServer;
  private readonly lines: string[] = [];

  handleConnection(client: FayeSocket): void {
    client.send(JSON.stringify({ event: 'lines', data: this.lines }));
  }

  /** What the sender gets back is the number of those who saw it. */
  @SubscribeMessage('write')
  write(@MessageBody() line: unknown, @ConnectedSocket() sender: FayeSocket): { event: string; data: number } {
    if (typeof line !== 'string' || line.trim() === '' || line.length > LONGEST_LINE) {
      throw new WsException(`A line is a text of 1 to ${LONGEST_LINE} characters`);
    }
    this.lines.splice(0, this.lines.length - MOST_LINES + 1);
    this.lines.push(line);
    const message = JSON.stringify({ event: 'line', data: line });
    for (const client of this.server.clients) if (client !== sender) client.send(message);
    return { event: 'seen', data: this.server.clients.size - 1 };
  }
}
