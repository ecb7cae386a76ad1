import { beforeAll, describe, expect, it } from 'vitest';
import { type Fault, UNBROKEN } from './fault.js';
import { HTTP_REPLY_FAULTS } from './http-reply-faults.js';
import { HTTP_REQUEST_FAULTS } from './http-request-faults.js';
import { nameOf, type Outcomes, runSubjects } from './run-subjects.js';
import { WEBSOCKET_FAULTS } from './websocket-faults.js';

const SUITES: readonly (readonly [string, readonly Fault<unknown>[]])[] = [
  ['the HTTP platform my-platform', [...HTTP_REPLY_FAULTS, ...HTTP_REQUEST_FAULTS]],
  ['the WebSocket platform my-platform', WEBSOCKET_FAULTS],
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
  it.each(faults)('that $what is caught', ({ what, caughtBy }) => {
    const test = nameOf(caughtBy);
    expect(outcomes.get(nameOf([UNBROKEN, platform, ...caughtBy])), `the unbroken adapter: ${test}`).toBe('passed');
    expect(outcomes.get(nameOf([what, platform, ...caughtBy])), `the broken adapter: ${test}`).toBe('failed');
  });
});
