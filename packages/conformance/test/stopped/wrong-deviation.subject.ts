import { describeRfc6455 } from '../../src/ws/rfc6455/describe-rfc6455.js';
import { MyPlatformAdapter } from '../../starters/websocket/index.js';
import { webSocketPlatform } from '../support/starter-platforms.js';

describeRfc6455(webSocketPlatform(MyPlatformAdapter), {
  '*': 'every test has this name',
  '5.1 closes with 1003 on *': 'no test has this one',
});
