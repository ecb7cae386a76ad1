import 'reflect-metadata';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  Module,
  UnauthorizedException,
  UseGuards,
} from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { report } from '../protocol.js';

@Injectable()
class TokenGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<IncomingMessage>();
    if (headers.authorization === 'Bearer secret') return true;
    throw new UnauthorizedException();
  }
}

@WebSocketGateway()
class EchoGateway {
  @UseGuards(TokenGuard)
  handleConnection(): void {}

  @SubscribeMessage('echo')
  echo(_client: object, data: unknown): object {
    return { event: 'echo', data };
  }
}

@Module({ providers: [EchoGateway] })
class AppModule {}

const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: false });
app.useWebSocketAdapter(new WsAdapter(app));
await app.listen(0, '127.0.0.1');
report((app.getHttpServer().address() as AddressInfo).port);
