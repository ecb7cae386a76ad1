import { Body, Controller, Module, Param, Post } from '@portico/common';

// #region gateway
import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@portico/websockets';

interface Member {
  name: string;
  team: string;
}

/** What the server sends. */
interface TeamEvents {
  said: { from: string; text: string };
  news: string;
  members: string[];
}

@WebSocketGateway()
export class TeamGateway {
  @GatewayClients() private readonly clients!: GatewayClients<Member, TeamEvents>;

  async handleConnection(@ConnectedClient() client: GatewayClient<Member, TeamEvents>) {
    const { name = 'Somebody', team = 'all' } = client.handshake.query;
    client.data = { name, team };
    await client.join(`team:${team}`);
  }

  @SubscribeMessage('say')
  say(@ConnectedClient() client: GatewayClient<Member, TeamEvents>, @MessageBody() text: string) {
    const { name: from, team } = client.data;
    client.to(`team:${team}`).emit('said', { from, text }); // to everybody in the team but the sender
  }

  // #region operations
  @SubscribeMessage('who')
  async who(@MessageBody('team') team: string) {
    const members = await this.clients.in(`team:${team}`).fetch();
    return { event: 'members', data: members.map(({ data }) => data.name).sort() };
  }

  @SubscribeMessage('merge')
  async merge(@MessageBody() { from, into }: { from: string; into: string }) {
    const before = this.clients.in(`team:${from}`);
    await before.join(`team:${into}`);
    await before.leave(`team:${from}`);
    this.clients.to(`team:${into}`).volatile.emit('news', `${from} is part of ${into} now`);
  }
  // #endregion

  // #region watch
  @SubscribeMessage('watch')
  watch(@ConnectedClient() client: GatewayClient<Member, TeamEvents>, @MessageBody('team') team: string) {
    const watching = this.clients
      .in(`team:${team}`)
      .watch()
      .subscribe(({ clients }) => client.emit('members', clients.map(({ data }) => data.name).sort()));
    client.signal.addEventListener('abort', () => watching.unsubscribe());
  }
  // #endregion

  // #region request
  @SubscribeMessage('vote')
  async vote(@MessageBody('question') question: string) {
    try {
      const votes = await this.clients.timeout(1_000).request<boolean>('vote', question);
      return { event: 'news', data: `${votes.filter(Boolean).length} of ${votes.length} said yes` };
    } catch {
      throw new WsException('Some members have not voted');
    }
  }
  // #endregion
}
// #endregion

// #region controller
@Controller('teams')
export class TeamController {
  constructor(@GatewayClients(TeamGateway) private readonly clients: GatewayClients<Member, TeamEvents>) {}

  @Post(':team/news')
  publish(@Param('team') team: string, @Body('text') text: string) {
    this.clients.to(`team:${team}`).emit('news', text);
  }
}
// #endregion

@Module({ providers: [TeamGateway], controllers: [TeamController] })
export class TeamModule {}
