import 'reflect-metadata';
import { Controller, Get, Module } from '@portico/common';
import { APP_GUARD, APP_INTERCEPTOR, NestFactory } from '@portico/core';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { EnvelopeInterceptor } from './envelope.interceptor.js';
import { RolesGuard } from './roles.guard.js';
import { Roles } from './roles.metadata.js';

@WebSocketGateway()
class SecretGateway {
  @SubscribeMessage('secret')
  @Roles(['owner'])
  tell(@MessageBody() question: string) {
    return `${question}? 42`;
  }
}

@Controller()
class SecretController {
  @Get()
  @Roles(['owner'])
  tell() {
    return 42;
  }
}

// #region providers
@Module({
  controllers: [SecretController],
  providers: [
    SecretGateway,
    { provide: APP_GUARD, useClass: RolesGuard },
    { provide: APP_INTERCEPTOR, useClass: EnvelopeInterceptor },
  ],
})
class AppModule {}
// #endregion

// #region inherit
const app = await NestFactory.create(AppModule, { webSockets: { inheritAppConfig: true } });
// #endregion
await app.listen(process.env.PORT ?? 3000);
console.log(`Listening on ${await app.getUrl()}`);
