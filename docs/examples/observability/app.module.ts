import { Controller, Get, Module, Param } from '@portico/common';
import { OpenTelemetryModule } from '@portico/opentelemetry';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';

@Controller('rooms')
export class RoomsController {
  @Get(':id') find(@Param('id') id: string) {
    return { id };
  }
}

@WebSocketGateway({ path: '/chat' })
export class ChatGateway {
  @SubscribeMessage('say')
  say(@MessageBody() text: string) {
    return { event: 'said', data: text };
  }
}

// #region module
@Module({
  imports: [OpenTelemetryModule.forRoot()],
  controllers: [RoomsController],
  providers: [ChatGateway],
})
export class AppModule {}
// #endregion
