import { expect, test } from 'vitest';
import type { Difference } from './area.js';
import { explain, explainAny } from './explain.js';
import type { ExplainedDifference } from './explained-difference.js';

const text = { area: 'http', title: '', portico: '', reference: '', reason: '' } as const;
const without = (id: string, line: string): ExplainedDifference => ({
  ...text,
  id,
  without: (_case, { portico, reference }) => ({
    portico: (portico as string[]).filter((each) => each !== line),
    reference: (reference as string[]).filter((each) => each !== line),
  }),
});
const whole: ExplainedDifference = {
  ...text,
  id: 'whole',
  matches: (_case, { portico, reference }) => `${portico}` === 'x' && `${reference}` === 'y',
};

function explained(portico: string[], reference: string[]): string[] | undefined {
  const difference: Difference = { path: 'trace', subject: 'portico-express', portico, reference };
  return explain([without('a', 'a'), without('b', 'b'), whole], {}, difference)?.map(({ id }) => id);
}

test('one explanation may cover the whole difference', () => {
  expect(explained(['x'], ['y'])).toEqual(['whole']);
});

test('several may each cover a part, and one the rest', () => {
  expect(explained(['a', 'c'], ['c'])).toEqual(['a']);
  expect(explained(['a', 'c'], ['b', 'c'])).toEqual(['a', 'b']);
  expect(explained(['a', 'x'], ['y', 'b'])).toEqual(['a', 'b', 'whole']);
});

test('what is left makes it unexplained', () => {
  expect(explained(['c'], ['d'])).toBeUndefined();
  expect(explained(['a', 'c'], ['b'])).toBeUndefined();
});

test('subjects that agree may differ from either platform of the reference for a known reason', () => {
  const subject = { path: 'trace', subject: 'portico-fastify', portico: ['a', 'c'], reference: ['d'] } as const;
  expect(explainAny([without('a', 'a')], {}, subject)).toBeUndefined();
  expect(explainAny([without('a', 'a')], {}, { ...subject, alternatives: [['c']] })).toHaveLength(1);
  expect(explainAny([without('a', 'a')], {}, { ...subject, alternatives: [['e']] })).toBeUndefined();
});
