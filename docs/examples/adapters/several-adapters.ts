import 'reflect-metadata';
import { Body, Controller, Injectable, Module, Post } from '@portico/common';
import { NestFactory } from '@portico/core';
import { IoAdapter } from '@portico/platform-socket.io';
import { WsAdapter } from '@portico/platform-ws';
import { GatewayClients, MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';

@Injectable()
class Scores {
  private readonly points: number[] = [];

  add(points: number): number {
    return this.points.push(points);
  }
}

// #region gateways
@WebSocketGateway()
class ScoresGateway {
  constructor(private readonly scores: Scores) {}

  @SubscribeMessage('score')
  score(@MessageBody() points: number) {
    return { event: 'count', data: this.scores.add(points) };
  }
}

@WebSocketGateway({ adapter: 'ws' })
class PlainScoresGateway extends ScoresGateway {}
// #endregion

// #region both
@Controller('news')
class NewsController {
  constructor(@GatewayClients([ScoresGateway, PlainScoresGateway]) private readonly clients: GatewayClients) {}

  @Post()
  publish(@Body('text') text: string): void {
    this.clients.emit('news', text); // to the clients of both
  }
}
// #endregion

@Module({ controllers: [NewsController], providers: [Scores, ScoresGateway, PlainScoresGateway] })
class AppModule {}

// #region use
const app = await NestFactory.create(AppModule);
app.useWebSocketAdapter(new IoAdapter(app)); // the default adapter
app.useWebSocketAdapter(new WsAdapter(app), { name: 'ws' });
// #endregion
await app.listen(process.env.PORT ?? 3000);
console.log(`Listening on ${await app.getUrl()}`);
