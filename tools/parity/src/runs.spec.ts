import { expect, test } from 'vitest';
import { runsOf } from './runs.js';

test('--runs counts cases for each area, or for those that it names', () => {
  expect(runsOf(undefined, 'http')).toBe(Number.POSITIVE_INFINITY);
  expect(runsOf('60', 'container')).toBe(60);
  expect(runsOf('http=60,gateways=40', 'gateways')).toBe(40);
  expect(runsOf('http=60', 'gateways')).toBe(0);
  expect(() => runsOf('many', 'http')).toThrow('--runs many');
  expect(() => runsOf('htp=5', 'http')).toThrow('htp=5');
});
