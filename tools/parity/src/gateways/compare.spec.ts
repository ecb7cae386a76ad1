import { expect, test } from 'vitest';
import type { SubjectName } from '../subjects.js';
import type { GatewayCase, Step } from './case.js';
import { compareGateways } from './compare.js';
import type { GatewayObservation, StepObservation } from './observation.js';

const none = { guards: [], interceptors: [], pipes: [], filters: [] };
const message = { client: 0, event: 'a', args: [], ack: false };

function caseOf(...script: Step[]): GatewayCase {
  return {
    http: 'express',
    adapter: { library: 'ws', variant: 'plain' },
    global: { ...none, by: 'application' },
    gateways: [{ port: 'application', scope: 'default', hooks: {}, handlers: [], inherited: [], enhancers: none }],
    script,
    closeFirst: false,
  };
}

function step(seen: Partial<StepObservation> = {}): StepObservation {
  return { trace: {}, hooks: [], clients: {}, errors: [], crashes: [], ...seen };
}

/** The start, the given steps, what is released then, the probe, the leaving clients and the close. */
function observation(...steps: StepObservation[]): GatewayObservation {
  return {
    start: 'listening',
    steps: [step(), ...steps, step(), step(), step(), step()],
    alive: [],
    close: 'settled',
    portsTaken: [],
  };
}

function compare(theCase: GatewayCase, portico: GatewayObservation, reference: GatewayObservation) {
  const observations = new Map<SubjectName, GatewayObservation>([
    ['portico-none', portico],
    ['reference-none', reference],
  ]);
  return compareGateways(theCase, observations).map(({ path }) => path);
}

const received = (...lines: string[]) => step({ clients: { 'client 0': lines } });

test('what a client receives in a step is compared in order', () => {
  const theCase = caseOf({ do: 'send', ...message });
  expect(compare(theCase, observation(received('1', '2')), observation(received('1', '2')))).toEqual([]);
  expect(compare(theCase, observation(received('2', '1')), observation(received('1', '2')))).toEqual([
    '1 send.client 0',
  ]);
});

test('the replies to messages that are sent at once may come in any order, but all have to come', () => {
  const theCase = caseOf({ do: 'burst', messages: [message, message] });
  expect(compare(theCase, observation(received('2', '1')), observation(received('1', '2')))).toEqual([]);
  expect(compare(theCase, observation(received('2')), observation(received('1', '2')))).toEqual(['1 burst.client 0']);
});

test('what follows a crash of the reference is not compared, what precedes it is', () => {
  const theCase = caseOf({ do: 'send', ...message }, { do: 'send', ...message }, { do: 'send', ...message });
  const crash = step({ crashes: ['Error: failed'] });
  const portico = observation(received('1'), received('2'), received('3'));
  expect(compare(theCase, portico, observation(received('0'), crash, step()))).toEqual([
    '1 send.client 0',
    '2 send.crash',
  ]);
});

test('what follows a parse error of a client of the reference is not compared, except that of a client which leaves', () => {
  const invalid = received('disconnect parse error');
  const sending = caseOf({ do: 'send', ...message }, { do: 'send', ...message });
  expect(compare(sending, observation(received('1'), received('2')), observation(invalid, step()))).toEqual([
    '1 send.unreadable',
  ]);
  expect(compare(sending, observation(invalid, received('2')), observation(invalid, step()))).toEqual([]);
  const leaving = caseOf({ do: 'send-and-leave', ...message, how: 'close' }, { do: 'send', ...message });
  expect(compare(leaving, observation(invalid, received('2')), observation(invalid, step()))).toEqual([
    '2 send.client 0',
  ]);
});

test('only the client that leaves may miss its replies', () => {
  const theCase = caseOf({ do: 'send-and-leave', ...message, how: 'close' });
  expect(compare(theCase, observation(received('1', 'close')), observation(received('close')))).toEqual([]);
  const other = step({ clients: { 'client 1': ['1'] } });
  expect(compare(theCase, observation(other), observation(step()))).toEqual(['1 send-and-leave.client 1']);
});

test('a crash of Portico is a difference', () => {
  const theCase = caseOf({ do: 'send', ...message });
  expect(compare(theCase, observation(step({ crashes: ['Error: failed'] })), observation(step()))).toEqual([
    '1 send.crash',
  ]);
});
