import { beforeAll, describe, expect, it } from 'vitest';
import { ADAPTER_FAULTS } from './adapter-faults.js';
import { DISPATCH_FAULTS } from './dispatch-faults.js';
import { type Fault, UNBROKEN } from './fault.js';
import { HANDSHAKE_FAULTS } from './handshake-faults.js';
import { HTTP_REPLY_FAULTS } from './http-reply-faults.js';
import { HTTP_REQUEST_FAULTS } from './http-request-faults.js';
import { PATH_FAULTS } from './path-faults.js';
import { nameOf, type Outcomes, runSubjects } from './run-subjects.js';
import { UPLOAD_FAULTS } from './upload-faults.js';
import { WEBSOCKET_FAULTS } from './websocket-faults.js';

const SUITES: readonly (readonly [string, readonly Fault<unknown>[]])[] = [
  ['the HTTP platform my-platform', [...HTTP_REPLY_FAULTS, ...HTTP_REQUEST_FAULTS, ...UPLOAD_FAULTS]],
  [
    'the WebSocket platform my-platform',
    [...WEBSOCKET_FAULTS, ...DISPATCH_FAULTS, ...HANDSHAKE_FAULTS, ...PATH_FAULTS, ...ADAPTER_FAULTS],
  ],
];

let outcomes: Outcomes;
beforeAll(async () => {
  const tests = SUITES.flatMap(([platform, faults]) =>
    faults.flatMap(({ what, caughtBy }) => [
      [UNBROKEN, platform, ...caughtBy],
      [what, platform, ...caughtBy],
    ]),
  );
  outcomes = await runSubjects(tests);
}, 240_000);

describe.each(SUITES)('an adapter tested as %s', (platform, faults) => {
  it.each(faults)('that $what fails its test', ({ what, caughtBy, says = '' }) => {
    const test = nameOf(caughtBy);
    const unbroken = outcomes.get(nameOf([UNBROKEN, platform, ...caughtBy]));
    expect(unbroken?.status, `the unbroken adapter: ${test}`).toBe('passed');
    const broken = outcomes.get(nameOf([what, platform, ...caughtBy]));
    expect(broken?.status, `the broken adapter: ${test}`).toBe('failed');
    expect(broken?.message).toContain(says);
    expect(broken?.message, 'the limit of Vitest itself does not say what was awaited').not.toMatch(
      /timed out in \d+ms/,
    );
  });
});
