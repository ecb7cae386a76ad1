import { describe } from 'vitest';
import { describeWebSocketPlatform } from '../../src/ws/describe-web-socket-platform.js';
import { connectWs } from '../../src/ws/support/ws-client.js';
import { MyPlatformAdapter as HttpAdapter } from '../../starters/http/index.js';
import { CheckingAdapter } from './checking-adapter.js';
import { UNBROKEN } from './fault.js';
import { WEBSOCKET_FAULTS } from './websocket-faults.js';

const { TEETH_SHARE = '0', TEETH_SHARES = '1' } = process.env;
const subjects = [{ what: UNBROKEN, Adapter: CheckingAdapter }, ...WEBSOCKET_FAULTS];

/** The WebSocket suite, once for each fault; teeth.spec.ts picks the tests that have to notice. */
for (const { what, Adapter } of subjects.filter((_, index) => index % Number(TEETH_SHARES) === Number(TEETH_SHARE))) {
  describe(what, () => {
    describeWebSocketPlatform({
      name: 'my-platform',
      createAdapter: (appOrServer) => new Adapter(appOrServer),
      createHttpAdapter: () => new HttpAdapter(),
      connect: connectWs,
      checkHandshakes: (check) => ({ check }),
      capabilities: {
        sharedServer: true,
        acknowledgements: 'not needed to show a fault',
        namespaces: 'not needed to show a fault',
        paths: true,
        disconnects: true,
        drains: true,
        unsendableAnswers: true,
        droppedMessages: true,
        objectPatterns: 'not needed to show a fault',
        portErrors: true,
      },
    });
  });
}
