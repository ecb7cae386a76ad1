import { Module } from '@portico/common';

// #region gateway
import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';

interface Agent {
  name: string;
}

@WebSocketGateway({ connectionStateRecovery: { maxDisconnectionDuration: 60_000 } })
export class DeskGateway {
  @GatewayClients() private readonly clients!: GatewayClients<Agent, { ticket: string }>;

  async handleConnection(@ConnectedClient() client: GatewayClient<Agent>) {
    if (client.recovered) return; // rooms and data are restored, and missed events have been sent
    client.data = { name: client.handshake.query.name ?? 'Somebody' };
    await client.join('agents');
  }

  @SubscribeMessage('ticket')
  file(@MessageBody() text: string) {
    this.clients.to('agents').emit('ticket', text);
  }
}
// #endregion gateway

@Module({ providers: [DeskGateway] })
export class DeskModule {}
