import { describe, expect, it } from 'vitest';
import { LONGEST_TIMER_MS, type NumberRule, numberOption, numberOptions } from './number-option.js';

const read = (given: unknown, kind: NumberRule['kind']) =>
  numberOption('ChatGateway', 'limit', given, { kind, default: 7 });

const ACCEPTED: Readonly<Record<NumberRule['kind'], readonly number[]>> = {
  count: [1, 10, Infinity],
  countOrNone: [0, 10, Infinity],
  bytes: [1, 1.5, Infinity],
  bytesOrNone: [0, 1.5, Infinity],
  time: [0, 1.5, LONGEST_TIMER_MS],
  interval: [1, 1.5, LONGEST_TIMER_MS],
};

const REFUSED: Readonly<Record<NumberRule['kind'], readonly number[]>> = {
  count: [0, 1.5],
  countOrNone: [1.5],
  bytes: [0],
  bytesOrNone: [],
  time: [],
  interval: [0],
};

// The keys of the table.
describe.each(Object.keys(ACCEPTED) as NumberRule['kind'][])('an option of the kind %s', (kind) => {
  it('is the default for undefined and null', () => {
    expect([read(undefined, kind), read(null, kind)]).toEqual([7, 7]);
  });

  it('accepts numbers that make sense', () => {
    for (const given of ACCEPTED[kind]) expect(read(given, kind)).toBe(given);
  });

  it('refuses every other value', () => {
    const never = [Number.NaN, -1, -Infinity, '10', true, {}, [], 10n, Symbol('ten'), () => 10, Object.create(null)];
    for (const given of [...never, ...REFUSED[kind]]) {
      expect(() => read(given, kind), String(typeof given)).toThrow(
        'PORTICO_INVALID_NUMBER: ChatGateway sets limit to ',
      );
    }
  });
});

it('waits at most as long as timers can', () => {
  for (const kind of ['time', 'interval'] as const)
    for (const given of [Infinity, 2 ** 31, 1e12]) expect(read(given, kind)).toBe(LONGEST_TIMER_MS);
});

it('says what is wrong, and how to fix it', () => {
  expect(() => read(Number.NaN, 'count')).toThrow(
    'PORTICO_INVALID_NUMBER: ChatGateway sets limit to NaN, which is not a positive integer, or Infinity for no limit.\n\n' +
      'How to fix it: Set limit to a positive integer, or Infinity for no limit, or omit it to use its default. ' +
      'Number(process.env.NAME) is NaN if the variable is not set.',
  );
  expect(() => read('10', 'interval')).toThrow("sets limit to '10', which is not a positive number of milliseconds.");
});

it('reads the options of an object', () => {
  const rules = { most: { kind: 'count', default: 5 }, waitMs: { kind: 'time', default: 6 } } as const;
  expect(numberOptions('A', '', { most: undefined, other: Number.NaN }, rules)).toEqual({ most: 5, waitMs: 6 });
  expect(numberOptions('A', '', null, rules)).toEqual({ most: 5, waitMs: 6 });
  expect(numberOptions('A', '', { most: 1 }, rules)).toEqual({ most: 1, waitMs: 6 });
  expect(() => numberOptions('A', 'a.', { waitMs: -1 }, rules)).toThrow('A sets a.waitMs to -1, which is not');
});
