import { type BeforeApplicationShutdown, Inject, Logger } from '@portico/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  WsException,
} from '@portico/websockets';
import type { Server } from 'socket.io';
import { createSessionId } from '../proxy/session-id.js';
import { PROCESS_NUMBER } from './process-number.token.js';
import type { Guest, GuestSocket, Said, Welcome } from './protocol.js';

type GuestServer = Server<any, any, any, Guest>;

/**
 * Nothing here knows how many processes there are: `server.emit()` reaches the clients of all of
 * them, and `server.fetchSockets()` finds them.
 */
@WebSocketGateway({ maxHttpBufferSize: 10_000 })
export class ChatGateway
  implements OnGatewayInit, OnGatewayConnection<GuestSocket>, OnGatewayDisconnect, BeforeApplicationShutdown
{
  @WebSocketServer() private readonly server!: GuestServer;
  private readonly logger = new Logger('Chat');
  private closing = false;

  constructor(@Inject(PROCESS_NUMBER) private readonly process: number) {}

  /** The proxy reads from a session id to which process it belongs. */
  afterInit(server: Server): void {
    server.engine.generateId = () => createSessionId(this.process);
  }

  handleConnection(client: GuestSocket): void {
    client.data.process = this.process;
    client.data.name = nameFrom(client.handshake.auth.name);
    client.emit('welcome', { process: this.process, pid: process.pid } satisfies Welcome);
    void this.tellWhoIsHere();
  }

  handleDisconnect(): void {
    void this.tellWhoIsHere();
  }

  /** All clients of this process disconnect; another process notifies the clients that remain. */
  beforeApplicationShutdown(): void {
    this.closing = true;
  }

  @SubscribeMessage('say')
  say(@ConnectedSocket() client: GuestSocket, @MessageBody() text: unknown): boolean {
    if (typeof text !== 'string' || text.trim() === '') throw new WsException('There is nothing to say.');
    const said: Said = { name: client.data.name, text: text.trim().slice(0, 500), process: this.process };
    this.server.emit('said', said);
    return true;
  }

  @SubscribeMessage('rename')
  rename(@ConnectedSocket() client: GuestSocket, @MessageBody() name: unknown): void {
    client.data.name = nameFrom(name);
    void this.tellWhoIsHere();
  }

  private async tellWhoIsHere(): Promise<void> {
    if (this.closing) return;
    try {
      const sockets = await this.server.fetchSockets();
      const guests = sockets.map(({ data: { name, process } }) => ({ name, process }));
      this.server.emit('who', guests);
    } catch (error) {
      // Another process did not answer in time: it is about to end, and its guests will come back.
      this.logger.warn(`Who is here is not known just now: ${(error as Error).message}`);
    }
  }
}

function nameFrom(value: unknown): string {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 40) : 'Somebody';
}
