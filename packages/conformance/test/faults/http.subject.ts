import { describe } from 'vitest';
import { describeHttpPlatform } from '../../src/http/describe-http-platform.js';
import { MyPlatformAdapter } from '../../starters/http/index.js';
import { formInterceptors } from '../support/form-interceptors.js';
import { httpPlatform } from '../support/starter-platforms.js';
import { type Fault, UNBROKEN, type UploadFault } from './fault.js';
import { HTTP_REPLY_FAULTS } from './http-reply-faults.js';
import { HTTP_REQUEST_FAULTS } from './http-request-faults.js';
import { UPLOAD_FAULTS } from './upload-faults.js';

/** Runs the HTTP suite once for each fault. faults.spec.ts selects the tests that must fail. */
const subjects: readonly (Pick<Fault<MyPlatformAdapter>, 'what' | 'Adapter'> & Partial<UploadFault<unknown>>)[] = [
  { what: UNBROKEN, Adapter: MyPlatformAdapter, uploads: formInterceptors() },
  ...HTTP_REPLY_FAULTS,
  ...HTTP_REQUEST_FAULTS,
  ...UPLOAD_FAULTS,
];
for (const { what, Adapter, uploads } of subjects) {
  describe(what, () => {
    const platform = httpPlatform(Adapter);
    const capabilities = { ...platform.capabilities, uploads: true } as const;
    describeHttpPlatform(uploads ? { ...platform, capabilities, uploads } : platform);
  });
}
