import { WebSocketServer } from 'ws';
import { describeWebSocketPlatform } from '../../src/ws/describe-web-socket-platform.js';
import { MyPlatformAdapter } from '../../starters/websocket/index.js';
import { webSocketPlatform } from '../support/starter-platforms.js';

describeWebSocketPlatform(
  webSocketPlatform(
    class extends MyPlatformAdapter {
      override create(): WebSocketServer {
        return new WebSocketServer({ noServer: true });
      }
    },
  ),
);
