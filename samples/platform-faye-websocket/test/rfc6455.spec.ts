import { describeRfc6455 } from '@portico/conformance';
import { PLATFORM } from './platform.fixture.js';

const LATER_CODES = 'the code was registered after faye-websocket was written, which treats it as a violation';

describeRfc6455(PLATFORM, {
  '5.1 closes with 1002 on an unmasked *': 'faye-websocket closes with 1003 instead',
  '5.5.1 closes with 1007 on a close reason that is not UTF-8': 'faye-websocket closes with 1002 instead',
  '7.1 answers the close without a code*': 'faye-websocket reports 1000 if there is no code',
  '7.1 answers the close 1012*': LATER_CODES,
  '7.1 answers the close 1013*': LATER_CODES,
  '7.1 answers the close 1014*': LATER_CODES,
  '7.4.1 closes with a code for going away when the application closes':
    'faye-websocket cannot send 1001, so the adapter sends 1000',
});
