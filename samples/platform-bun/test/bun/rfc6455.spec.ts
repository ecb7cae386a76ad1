import { describeRfc6455 } from '@portico/conformance';
import { PLATFORM } from './platform.fixture.js';

describeRfc6455(PLATFORM, {
  '10.4 ends a handshake that takes its time*': 'Bun closes the connection after its idle time-out, without a 408',
});
