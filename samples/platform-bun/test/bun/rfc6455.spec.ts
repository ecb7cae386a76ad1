import { describeRfc6455 } from '@portico/conformance';
import { PLATFORM } from './platform.fixture.js';

describeRfc6455(PLATFORM, {
  '10.4 closes a slow handshake on a dedicated port':
    'Bun closes the connection after its idle time-out, without a 408',
});
