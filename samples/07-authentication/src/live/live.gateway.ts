import { StandardSchemaValidationPipe, UseGuards, UsePipes } from '@portico/common';
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
import type { Holder, TokenRequest } from '../tokens/holder.js';
import { TokenGuard } from '../tokens/token.guard.js';
import { type Say, say } from './say.schema.js';
import { ServiceGuard } from './service.guard.js';

/** The events that the gateway sends. */
export interface LiveEvents {
  welcome: { name: string; role: Holder['role']; expires: Date };
  said: { from: string; text: string };
  announced: { text: string };
}

type LiveClient = GatewayClient<Holder, LiveEvents>;

/** Reports what is wrong with a message to its sender. */
const validation = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => new WsException(issues.map(({ message }) => message).join(' ')),
});

/** A client is connected for as long as its token is valid. */
@UsePipes(validation)
// #region gateway
@WebSocketGateway({
  path: '/live',
  origins: 'same-origin', // cookies are sent with connections of pages of other sites, too
  maxClients: 1_000,
  maxClientsPerAddress: 10,
  maxHandshakesPerSecond: 20,
})
export class LiveGateway implements OnGatewayConnection {
  @GatewayClients() private readonly clients!: GatewayClients<Holder, LiveEvents>;

  @UseGuards(TokenGuard) // before the connection is accepted
  async handleConnection(@ConnectedClient() client: LiveClient): Promise<void> {
    const { holder, expires } = client.handshake.request as Required<TokenRequest>;
    client.data = holder;
    client.disconnectAt(expires); // with code 4401
    if (holder.group) await client.join(holder.group); // for the log-out
    client.emit('welcome', { name: holder.name, role: holder.role, expires });
  }
  // #endregion

  @SubscribeMessage('say')
  say(@ConnectedClient() client: LiveClient, @MessageBody({ schema: say }) { text }: Say): void {
    this.clients.emit('said', { from: client.data.name, text });
  }

  @UseGuards(ServiceGuard)
  @SubscribeMessage('announce')
  announce(@MessageBody({ schema: say }) { text }: Say): void {
    this.clients.emit('announced', { text });
  }
}
