import { expect, it } from 'vitest';
import type { Enhancers, GatewayCase, Handler } from './case.js';
import { isImpossible } from './whole-calls.js';

const none: Enhancers = { guards: [], interceptors: [], pipes: [], filters: [] };
const message = { event: 'a' };

const handler: Handler = {
  patterns: ['a'],
  parameters: [],
  result: { kind: 'stream', when: 'tick', items: [], end: 'complete' },
  enhancers: {
    ...none,
    guards: [{ does: 'pass', when: 'sync' }],
    interceptors: [{ does: 'pass', when: 'sync' }],
  },
};

const theCase: GatewayCase = {
  http: 'express',
  adapter: { library: 'ws', variant: 'plain' },
  global: { ...none, by: 'application' },
  gateways: [{ port: 'application', scope: 'default', hooks: {}, handlers: [handler], inherited: [], enhancers: none }],
  script: [],
  closeFirst: false,
};

const call = [
  "Gateway0.handler0.guard0 handler0 ws client-0 1 'a' 1 more",
  "Gateway0.handler0.interceptor0 before ws client-0 1 'a' 1 more",
  'handler0 client-0, 1, undefined | 3',
  'Gateway0.handler0 subscribed',
  'Gateway0.handler0.interceptor0 completed',
  'Gateway0.handler0 ended',
];

const isImpossibleTrace = (lines: readonly string[], inOrder = true): boolean =>
  isImpossible(theCase, '1 send.trace.Gateway0', lines, [message], inOrder);

it('accepts a whole call, in any order where that is not known', () => {
  expect(isImpossibleTrace(call)).toBe(false);
  expect(isImpossibleTrace([...call].sort(), false)).toBe(false);
});

it.each(call)('notices that “%s” is missing or comes twice', (line) => {
  expect(isImpossibleTrace(call.filter((each) => each !== line))).toBe(true);
  expect(isImpossibleTrace([...call, line])).toBe(true);
});

it('notices what comes before its stage', () => {
  expect(isImpossibleTrace([call[1]!, call[0]!, ...call.slice(2)])).toBe(true);
  expect(isImpossibleTrace([...call.slice(0, 3), call[5]!, call[4]!, call[3]!])).toBe(true);
});

it('accepts that what fails outside leaves an interceptor without an end', () => {
  const failing = {
    ...theCase,
    global: { ...none, interceptors: [{ does: 'fail-after', when: 'sync' }], by: 'application' },
  } satisfies GatewayCase;
  const lines = ['global.interceptor0 before', ...call.slice(0, 4)];
  expect(isImpossible(failing, '1 send.trace.Gateway0', lines, [message], true)).toBe(false);
});

it('notices a call without a message', () => {
  expect(isImpossibleTrace([...call, ...call])).toBe(true);
});
