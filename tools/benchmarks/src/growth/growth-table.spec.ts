import { expect, it } from 'vitest';
import type { Growth } from './growth.js';
import { growthTable } from './growth-table.js';

const growth: Growth = {
  name: 'rooms',
  of: 'rooms',
  cost: 'one event',
  unit: 'µs',
  steps: [1, 1_000],
  measure: async () => 1,
};

it('the table of growths has each step, and the factor between the last and the first', () => {
  const rows = growthTable([{ growth, costs: [2, 5_000.4] }]).split('\n');
  expect(rows.at(-1)).toBe('| rooms | one event | 1: 2.00 µs; 1,000: 5,000 µs | 2500.20 |');
  expect(rows).toHaveLength(3);
});
