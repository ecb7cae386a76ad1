import { Controller, type ExecutionContext, Get, Injectable, Module, UseGuards } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { WsAdapter } from '@nestjs/platform-ws';
import { SkipThrottle, Throttle, ThrottlerGuard, ThrottlerModule, type ThrottlerRequest } from '@nestjs/throttler';
import { MessageBody, SubscribeMessage, WebSocketGateway, WsException } from '@nestjs/websockets';
import { serve } from './serve.js';

@Controller()
class HttpController {
  @Get('limited')
  limited() {
    return 'ok';
  }

  @Throttle({ default: { limit: 1, ttl: 60_000 } })
  @Get('once')
  once() {
    return 'ok';
  }

  @SkipThrottle()
  @Get('free')
  free() {
    return 'ok';
  }
}

/** As the documents of the module have it for gateways. */
@Injectable()
class WsThrottlerGuard extends ThrottlerGuard {
  override async handleRequest({ context, limit, ttl, throttler, blockDuration, generateKey }: ThrottlerRequest) {
    const client = context.switchToWs().getClient<{ _socket: { remoteAddress: string } }>();
    const tracker = client._socket.remoteAddress;
    const name = throttler.name ?? 'default';
    const key = generateKey(context, tracker, name);
    const { isBlocked } = await this.storageService.increment(key, ttl, limit, blockDuration, name);
    if (isBlocked) throw new WsException('slow down');
    return true;
  }
}

/** The global guard is for HTTP; gateways have their own. */
@Injectable()
class HttpThrottlerGuard extends ThrottlerGuard {
  protected override async shouldSkip(context: ExecutionContext) {
    return context.getType() !== 'http';
  }
}

@WebSocketGateway({ path: '/ws' })
class Gateway {
  @UseGuards(WsThrottlerGuard)
  @SubscribeMessage('count')
  count(@MessageBody() data: number) {
    return { event: 'counted', data };
  }
}

@Module({
  imports: [ThrottlerModule.forRoot([{ ttl: 60_000, limit: 3 }])],
  controllers: [HttpController],
  providers: [Gateway, { provide: APP_GUARD, useClass: HttpThrottlerGuard }],
})
class AppModule {}

await serve(AppModule, { configure: (app) => void app.useWebSocketAdapter(new WsAdapter(app)) });
