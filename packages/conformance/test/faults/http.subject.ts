import { describe } from 'vitest';
import { describeHttpPlatform } from '../../src/http/describe-http-platform.js';
import { MyPlatformAdapter } from '../../starters/http/index.js';
import { httpPlatform } from '../support/starter-platforms.js';
import { UNBROKEN } from './fault.js';
import { HTTP_REPLY_FAULTS } from './http-reply-faults.js';
import { HTTP_REQUEST_FAULTS } from './http-request-faults.js';

/** Runs the HTTP suite once for each fault. faults.spec.ts selects the tests that must fail. */
for (const { what, Adapter } of [
  { what: UNBROKEN, Adapter: MyPlatformAdapter },
  ...HTTP_REPLY_FAULTS,
  ...HTTP_REQUEST_FAULTS,
]) {
  describe(what, () => {
    describeHttpPlatform(httpPlatform(Adapter));
  });
}
