import { setTimeout } from 'node:timers/promises';
import { Controller, Get, Ip, Module } from '@portico/common';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { Database, HealthController } from './health.controller.js';

@Controller()
class WorkController {
  @Get('slow')
  async slow(): Promise<string> {
    await setTimeout(1000);
    return 'done';
  }

  @Get('address')
  address(@Ip() address: string): string {
    return address;
  }
}

@WebSocketGateway()
class EchoGateway {
  @SubscribeMessage('echo')
  echo(@MessageBody() data: unknown) {
    return { event: 'echo', data };
  }
}

@Module({ controllers: [HealthController, WorkController], providers: [Database, EchoGateway] })
export class AppModule {}
