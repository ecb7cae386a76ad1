import { type BeforeApplicationShutdown, Inject, Logger } from '@portico/common';
import {
  ConnectedClient,
  GatewayClients,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@portico/websockets';
import { PROCESS_NUMBER } from './process-number.token.js';
import type { ChatEvents, Guest, GuestClient } from './protocol.js';

/**
 * This gateway does not depend on the number of processes or on the library: `clients.emit()` reaches the clients of all
 * processes, and `clients.fetch()` finds them.
 */
@WebSocketGateway({ maxHttpBufferSize: 10_000, maxPayload: 10_000 })
export class ChatGateway implements OnGatewayConnection<GuestClient>, OnGatewayDisconnect, BeforeApplicationShutdown {
  @GatewayClients() private readonly clients!: GatewayClients<Guest, ChatEvents>;
  private readonly logger = new Logger('Chat');
  private closing = false;

  constructor(@Inject(PROCESS_NUMBER) private readonly process: number) {}

  handleConnection(@ConnectedClient() client: GuestClient): void {
    const { auth, query } = client.handshake;
    client.data = { process: this.process, name: nameFrom(auth.name ?? query.name) };
    client.emit('welcome', { process: this.process, pid: process.pid });
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
  say(@ConnectedClient() { data: { name } }: GuestClient, @MessageBody() text: unknown): boolean {
    if (typeof text !== 'string' || text.trim() === '') throw new WsException('Write a message first.');
    this.clients.emit('said', { name, text: text.trim().slice(0, 500), process: this.process });
    return true;
  }

  @SubscribeMessage('rename')
  rename(@ConnectedClient() client: GuestClient, @MessageBody() name: unknown): void {
    client.data.name = nameFrom(name);
    void this.tellWhoIsHere();
  }

  private async tellWhoIsHere(): Promise<void> {
    if (this.closing) return;
    try {
      const guests = await this.clients.fetch();
      // The connection to the other processes may be closed by now.
      if (this.closing) return;
      this.clients.emit(
        'who',
        guests.map(({ data: { name, process } }) => ({ name, process })),
      );
    } catch (error) {
      // Requested before this process and the others began to stop.
      if (this.closing) return;
      // Another process did not reply in time, because it is exiting. Its clients will reconnect.
      this.logger.warn(`The list of clients is not available: ${(error as Error).message}`);
    }
  }
}

function nameFrom(value: unknown): string {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 40) : 'Somebody';
}
