import { describeRfc6455 } from '@portico/conformance';
import { PLATFORM } from './platform.fixture.js';

const UNMASKED = 'faye-websocket closes with 1003 instead';
const LATER_CODES = 'the code is younger than what faye-websocket knows, and counts as a violation';

describeRfc6455(PLATFORM, {
  '5.1 closes with 1002 on an unmasked frame': UNMASKED,
  '5.1 closes with 1002 on an unmasked ping': UNMASKED,
  '5.5.1 closes with 1007 on a close reason that is not UTF-8': 'faye-websocket closes with 1002 instead',
  '7.1 answers the close without a code with the same': 'faye-websocket answers 1000',
  '7.1 answers the close 1012 with the same': LATER_CODES,
  '7.1 answers the close 1013 with the same': LATER_CODES,
  '7.1 answers the close 1014 with the same': LATER_CODES,
  '7.4.1 says that it goes away when the application closes': 'faye-websocket sends no 1001, so it says 1000',
});
