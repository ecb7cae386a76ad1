import { expect, it } from 'vitest';
import type { ContainerCase, Question } from '../case.js';
import { isAnswerOf } from './answers.js';

const module = { params: [], imports: [], providers: [], controllers: [], exports: [], hooks: [] };
const theCase: ContainerCase = {
  classes: [
    { params: [], properties: [], hooks: [] },
    {
      params: [{ token: 'C0' }, { token: 'S0' }, { token: 'S1', optional: true }],
      properties: [{ token: 'S2' }],
      hooks: [],
    },
    { params: [{ token: 'C0' }], properties: [], hooks: [], scope: 'request' },
  ],
  modules: [
    {
      ...module,
      providers: [
        { kind: 'class', of: 0 },
        { kind: 'useValue', token: 'S0', value: 'object' },
        { kind: 'class', of: 1 },
        { kind: 'class', of: 2 },
        { kind: 'useFactory', token: 'S2', inject: [], result: 'null' },
        { kind: 'useExisting', token: 'S3', existing: 'C0' },
      ],
    },
    { ...module, providers: [{ kind: 'useFactory', token: 'S0', inject: [{ token: 'C0' }], result: 'object' }] },
  ],
  dynamics: [],
  made: 'context',
  overrides: [],
  questions: [],
};

const get = (token: string, more: object = {}): Question => ({ ask: 'get', token, ...more });

it.each<[Question, string]>([
  [get('C0'), 'C0#1 { args: [] }'],
  [get('S3'), 'C0#1 { args: [] }'],
  [get('C1'), 'C1#1 { args: [C0#1 { args: [] }, v:S0@M0.1, undefined] }'],
  [get('S0'), 'f:S0@M1.0#1 { args: [C0#1 { args: [] }] }'],
  [get('S2'), 'null'],
  [{ ask: 'each', token: 'S0' }, '[v:S0@M0.1, f:S0@M1.0#1 { args: [C0#1 { args: [] }] }]'],
  [get('C2'), 'scoped provider'],
  [get('C0', { from: 1, strict: true }), 'unknown element'],
  [{ ask: 'introspect', token: 'C2', from: 0 }, '2'],
  [{ ask: 'create', of: 1, from: 0 }, "C1#2 { args: [C0#1 { args: [] }, v:S0@M0.1', undefined] }"],
])('is right for %j: %s', (question, answer) => {
  expect(isAnswerOf(theCase, question, answer)).toBe(true);
});

it.each<[Question, string]>([
  [get('C0'), 'C1#1 { args: [] }'],
  [get('C0'), 'C0#1 { args: [] } changed'],
  [get('C0'), 'unmade C0'],
  [get('C0'), 'scoped provider'],
  [get('C0'), 'unknown element'],
  [get('C1'), 'C1#1 { args: [undefined, v:S0@M0.1, undefined] }'],
  [get('C1'), 'C1#1 { args: [C0#1 { args: [] }, C0#1, undefined] }'],
  [get('C1'), 'C1#1 { args: [C0#1 { args: [] }, v:S0@M0.1] }'],
  [get('C1'), 'boom C0 changed'],
  [{ ask: 'introspect', token: 'C2', from: 0 }, '0'],
])('is wrong for %j: %s', (question, answer) => {
  expect(isAnswerOf(theCase, question, answer)).toBe(false);
});
