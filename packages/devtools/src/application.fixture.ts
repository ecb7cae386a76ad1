import type { AddressInfo } from 'node:net';
import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Injectable,
  Module,
  Scope,
  Signal,
  type Type,
  UnauthorizedException,
  UseGuards,
} from '@portico/common';
import { type AbstractHttpAdapter, NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { IoAdapter } from '@portico/platform-socket.io';
import { WsAdapter } from '@portico/platform-ws';
import {
  ConnectedClient,
  type GatewayClient,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@portico/websockets';
import { onTestFinished } from 'vitest';
import { DevtoolsModule } from './devtools-module.js';
import type { DevtoolsOptions } from './options.js';

@Injectable()
export class TokenGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { authorization } = context.switchToHttp().getRequest().headers;
    if (authorization !== 'Bearer secret') throw new UnauthorizedException('a token is needed');
    return true;
  }
}

@WebSocketGateway({ namespace: '/chat' })
export class ChatGateway {
  @SubscribeMessage('join') async join(@ConnectedClient() client: GatewayClient, @MessageBody() room: string) {
    await client.join(room);
    client.emit('joined', room);
    return { room };
  }
  @SubscribeMessage('broken') broken() {
    throw new Error('no database');
  }
}

@WebSocketGateway({ path: '/rooms/:room', adapter: 'ws' })
export class RoomsGateway {
  @UseGuards(TokenGuard)
  handleConnection() {}

  @SubscribeMessage('echo') echo(@MessageBody() data: unknown) {
    return { event: 'echoed', data };
  }
  @SubscribeMessage('add') add(@MessageBody() numbers: number[]) {
    return numbers.reduce((sum, each) => sum + each, 0);
  }
  @SubscribeMessage('refuse') refuse() {
    throw new WsException('not here');
  }
  @SubscribeMessage('count') async *count(@MessageBody() to: number, @Signal() signal: AbortSignal) {
    for (let value = 1; value <= to && !signal.aborted; value += 1) {
      yield value;
      await new Promise(setImmediate);
    }
  }
}

@Injectable()
export class Store {}

@Injectable({ scope: Scope.REQUEST })
export class Session {
  constructor(readonly store: Store) {}
}

@Module({ providers: [Store, { provide: 'limit', useValue: 3 }], exports: [Store] })
export class StoreModule {}

@Controller('cats')
export class CatsController {
  constructor(readonly session: Session) {}
  @Get(':id') find() {
    return 'Tom';
  }
}

@Module({ imports: [StoreModule], providers: [ChatGateway, RoomsGateway, Session], controllers: [CatsController] })
export class AppModule {}

export interface RunningApplication {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

export interface StartOptions {
  readonly adapter?: AbstractHttpAdapter;
  readonly module?: Type<object>;
  readonly devtools?: DevtoolsOptions;
  readonly port?: number;
  /** Called before devtools are set up. */
  configure?(app: Awaited<ReturnType<typeof NestFactory.create>>): void;
}

/** An application with devtools, until the running test has finished. */
export async function start(options: StartOptions = {}): Promise<RunningApplication> {
  const { adapter = new ExpressAdapter(), module = AppModule, devtools, port: wanted = 0, configure } = options;
  const app = await NestFactory.create(module, adapter, { logger: false, abortOnError: false });
  onTestFinished(() => app.close());
  app.useWebSocketAdapter(new IoAdapter(app));
  app.useWebSocketAdapter(new WsAdapter(app), { name: 'ws' });
  configure?.(app);
  DevtoolsModule.setup('devtools', app, devtools);
  await app.listen(wanted, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}/devtools`, close: () => app.close() };
}
