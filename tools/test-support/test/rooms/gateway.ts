import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  messageStatsOf,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@portico/websockets';

interface Guest {
  readonly name: string;
}

/** Does in rooms what its clients ask for. It is the same class on socket.io and on ws. */
@WebSocketGateway()
export class RoomsGateway {
  @GatewayClients() private readonly clients!: GatewayClients<Guest>;
  @WebSocketServer() private readonly server!: object;

  async handleConnection(@ConnectedClient() client: GatewayClient<Guest>): Promise<void> {
    if (client.recovered) return;
    client.data = { name: String(client.handshake.headers['x-name']) };
    await client.join('all');
  }

  @SubscribeMessage('join')
  async join(@ConnectedClient() client: GatewayClient, @MessageBody() room: string) {
    await client.join(room);
    return { event: 'joined', data: room };
  }

  @SubscribeMessage('say')
  say(@ConnectedClient() client: GatewayClient, @MessageBody() [room, text]: [string, string]) {
    this.clients.to(room).except(client.id).emit('said', text);
  }

  @SubscribeMessage('who')
  async who(@MessageBody() room: string) {
    const found = await this.clients.in(room).timeout(2_000).fetch();
    const who = found.map(({ data, rooms, handshake }) => [data.name, rooms.has(room), handshake.headers['x-name']]);
    return { event: 'who', data: who.sort() };
  }

  @SubscribeMessage('who am I')
  whoAmI(@ConnectedClient() { id, data, rooms, recovered }: GatewayClient<Guest>) {
    return { id, recovered, name: data.name, rooms: [...rooms].filter((room) => room !== id).sort() };
  }

  @SubscribeMessage('unshared')
  unshared() {
    return { event: 'unshared', data: messageStatsOf(this.server)?.unshared };
  }

  @SubscribeMessage('move')
  async move(@MessageBody() [from, to]: [string, string]) {
    await this.clients.in(from).join(to);
    await this.clients.in(from).leave(from);
  }

  @SubscribeMessage('kick')
  kick(@MessageBody() room: string) {
    return this.clients.in(room).disconnect();
  }

  @SubscribeMessage('ban')
  ban(@MessageBody() room: string) {
    return this.clients.in(room).disconnect(4403, 'Banned');
  }

  @SubscribeMessage('watch')
  watch(@ConnectedClient() client: GatewayClient, @MessageBody() room: string): void {
    const watching = this.clients
      .in(room)
      .watch({ intervalMs: 500 })
      .subscribe(({ clients }) => {
        client.emit('present', clients.map(({ data }) => (data as Guest).name).sort());
      });
    client.signal.addEventListener('abort', () => watching.unsubscribe());
  }
}
