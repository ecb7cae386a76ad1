import { describe } from 'vitest';
import { describeWebSocketPlatform } from '../../src/ws/describe-web-socket-platform.js';
import { webSocketPlatform } from '../support/starter-platforms.js';
import { WEBSOCKET_FAULTS } from './websocket-faults.js';

for (const { what, Adapter } of WEBSOCKET_FAULTS) {
  describe(what, () => describeWebSocketPlatform(webSocketPlatform(Adapter)));
}
