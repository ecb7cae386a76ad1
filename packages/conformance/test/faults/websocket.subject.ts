import { describe } from 'vitest';
import { describeWebSocketPlatform } from '../../src/ws/describe-web-socket-platform.js';
import type { WebSocketCapabilities } from '../../src/ws/support/platform.js';
import { webSocketPlatform } from '../support/starter-platforms.js';
import { ADAPTER_FAULTS } from './adapter-faults.js';
import { CheckingAdapter } from './checking-adapter.js';
import { DISPATCH_FAULTS } from './dispatch-faults.js';
import { UNBROKEN } from './fault.js';
import { HANDSHAKE_FAULTS } from './handshake-faults.js';
import { PATH_FAULTS } from './path-faults.js';
import { WEBSOCKET_FAULTS } from './websocket-faults.js';

const { FAULT_SHARE = '0', FAULT_SHARES = '1' } = process.env;
const subjects = [
  { what: UNBROKEN, Adapter: CheckingAdapter },
  ...WEBSOCKET_FAULTS,
  ...DISPATCH_FAULTS,
  ...HANDSHAKE_FAULTS,
  ...PATH_FAULTS,
  ...ADAPTER_FAULTS,
];

/** Runs the WebSocket suite once for each fault. faults.spec.ts selects the tests that must fail. */
for (const { what, Adapter } of subjects.filter((_, index) => index % Number(FAULT_SHARES) === Number(FAULT_SHARE))) {
  describe(what, () => {
    const platform = webSocketPlatform(Adapter);
    const checking = Adapter === CheckingAdapter || Adapter.prototype instanceof CheckingAdapter;
    const more: Partial<WebSocketCapabilities> = checking
      ? { pauses: true, handshakes: 'clients are refused after they have connected' }
      : {};
    const capabilities = { ...platform.capabilities, ...more };
    describeWebSocketPlatform({ ...platform, capabilities, checkHandshakes: (check) => ({ check }) });
  });
}
