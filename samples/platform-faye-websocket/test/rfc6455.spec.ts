import { describeRfc6455 } from '@portico/conformance';
import { PLATFORM } from './platform.fixture.js';

const LATER_CODES = 'the code is younger than what faye-websocket knows, and counts as a violation';

describeRfc6455(PLATFORM, {
  '5.1 closes with 1002 on an unmasked *': 'faye-websocket closes with 1003 instead',
  '5.5.1 closes with 1007 on a close reason that is not UTF-8': 'faye-websocket closes with 1002 instead',
  '7.1 answers the close without a code*': 'faye-websocket says 1000 when there is none',
  '7.1 answers the close 1012*': LATER_CODES,
  '7.1 answers the close 1013*': LATER_CODES,
  '7.1 answers the close 1014*': LATER_CODES,
  '7.4.1 says that it goes away when the application closes': 'faye-websocket sends no 1001, so it says 1000',
});
