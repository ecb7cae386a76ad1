import { expect, it } from 'vitest';
import { acceptsMajor } from './accepts-major.js';

it.each([
  '^12.0.0',
  '^10.0.0 || ^11.0.0 || ^12.0.0',
  '>=6',
  '*',
  '',
  '12.x',
  '12',
  '~12.1.0',
  '>=11 <13',
  '>=11.0.0 <= 12',
  '10 - 12',
  '<12.5.0',
])('%s takes 12', (range) => {
  expect(acceptsMajor(range, 12)).toBe(true);
});

it.each(['^10.0.0 || ^11.0.0', '11.x', '<12', '<12.0.0', '>=10 <12', '10 - 11', '^13.0.0', '>12.5 <11'])(
  '%s does not take 12',
  (range) => {
    expect(acceptsMajor(range, 12)).toBe(false);
  },
);
