import { type DynamicModule, Module } from '@portico/common';
import { LiveGateway } from './live/live.gateway.js';
import { ServiceTokensController } from './sessions/service-tokens.controller.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsService } from './sessions/sessions.service.js';
import { TokenCookies } from './sessions/token-cookies.js';
import { UsersService } from './sessions/users.service.js';
import { SETTINGS, type Settings } from './settings.js';
import { TokensService } from './tokens/tokens.service.js';

@Module({})
export class AppModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      controllers: [SessionsController, ServiceTokensController],
      providers: [
        { provide: SETTINGS, useValue: settings },
        TokensService,
        TokenCookies,
        UsersService,
        SessionsService,
        LiveGateway,
      ],
    };
  }
}
