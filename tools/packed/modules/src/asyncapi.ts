import { Module, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { WsAdapter } from '@nestjs/platform-ws';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { AsyncApiMessage, AsyncApiModule } from '@portico/asyncapi';
import { IsInt, IsString, Max } from 'class-validator';
import { serve } from './serve.js';

class Review {
  @IsInt() @Max(5) stars!: number;
  @IsString() text!: string;
}

class MemberGuard extends AuthGuard('basic') {}

@WebSocketGateway({ path: '/reviews/:product' })
class ReviewGateway {
  @UseGuards(AuthGuard('jwt'))
  handleConnection() {}

  @AsyncApiMessage({ summary: 'Writes a review.' })
  @SubscribeMessage('review')
  review(@ConnectedSocket() _client: object, @MessageBody() _review: Review) {}

  @UseGuards(MemberGuard)
  @SubscribeMessage('remove')
  remove(@MessageBody('id') _id: number) {}
}

@Module({ providers: [ReviewGateway] })
class AppModule {}

/** An application that knows the packages under the names of NestJS describes its gateways. */
await serve(AppModule, {
  configure(app) {
    app.useWebSocketAdapter(new WsAdapter(app));
    AsyncApiModule.setup('asyncapi', app, () => AsyncApiModule.createDocument(app, { title: 'Reviews' }));
  },
});
