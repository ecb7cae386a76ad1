import { describeRfc6455 } from '../../src/ws/rfc6455/describe-rfc6455.js';
import { MyPlatformAdapter, type MyPlatformGatewayOptions } from '../../starters/websocket/index.js';
import { webSocketPlatform } from '../support/starter-platforms.js';

/** Reads messages of any length. */
class UnlimitedAdapter extends MyPlatformAdapter {
  override create(port: number, { maxPayload: _ignored, ...options }: MyPlatformGatewayOptions = {}) {
    return super.create(port, { ...options, maxPayload: Number.MAX_SAFE_INTEGER });
  }
}

describeRfc6455(webSocketPlatform(UnlimitedAdapter));
