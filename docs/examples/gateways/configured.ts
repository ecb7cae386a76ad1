import { Injectable, Module } from '@portico/common';
import { IoAdapter } from '@portico/platform-socket.io';
import { SubscribeMessage, WebSocketGateway, WS_ADAPTER } from '@portico/websockets';
import type { ServerOptions } from 'socket.io';

// #region settings
@Injectable()
export class Settings {
  readonly path = process.env.CHAT_PATH ?? '/chat';
  readonly maxMessageBytes = 64 * 1024;
}
// #endregion

// #region gateway
@WebSocketGateway({
  inject: [Settings],
  useFactory: (settings) => ({ path: settings.path, cors: true }),
})
export class ChatGateway {
  @SubscribeMessage('ping')
  ping(): string {
    return 'pong';
  }
}
// #endregion

// #region adapter
@Injectable()
class ConfiguredAdapter extends IoAdapter {
  constructor(private readonly settings: Settings) {
    super(); // the application is known later
  }

  override createIOServer(port: number, options?: ServerOptions) {
    return super.createIOServer(port, { ...options, maxHttpBufferSize: this.settings.maxMessageBytes });
  }
}

@Module({ providers: [Settings, ChatGateway, { provide: WS_ADAPTER, useClass: ConfiguredAdapter }] })
export class ChatModule {}
// #endregion
