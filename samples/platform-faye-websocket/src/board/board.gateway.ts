import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  type OnGatewayConnection,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@portico/websockets';

const LONGEST_LINE = 200;
const MOST_LINES = 50;

/** A board to which all clients can write. */
@WebSocketGateway({ path: '/board', maxPayload: 4_096, pingInterval: 30_000 })
export class BoardGateway implements OnGatewayConnection {
  @GatewayClients() private readonly clients!: GatewayClients;
  private readonly lines: string[] = [];

  handleConnection(@ConnectedClient() client: GatewayClient): void {
    client.emit('lines', this.lines);
  }

  /** Replies with the number of clients that received the line. */
  @SubscribeMessage('write')
  async write(@MessageBody() line: unknown, @ConnectedClient() sender: GatewayClient) {
    if (typeof line !== 'string' || line.trim() === '' || line.length > LONGEST_LINE) {
      throw new WsException(`A line must be a text of 1 to ${LONGEST_LINE} characters`);
    }
    this.lines.splice(0, this.lines.length - MOST_LINES + 1);
    this.lines.push(line);
    const others = this.clients.except(sender.id);
    others.emit('line', line);
    return { event: 'seen', data: (await others.fetch()).length };
  }
}
