import { describeHttpPlatform } from '../../src/http/describe-http-platform.js';
import { MyPlatformAdapter } from '../../starters/http/index.js';
import { httpPlatform } from '../support/starter-platforms.js';

describeHttpPlatform(
  httpPlatform(
    class extends MyPlatformAdapter {
      protected override addRoute(): void {}
    },
  ),
);
