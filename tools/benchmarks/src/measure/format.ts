import type { Goal } from '../goals.js';
import type { Spread } from './statistics.js';
import type { Unit } from './work.js';

/** A value with its unit, to three or so significant digits. */
export function formatValue(value: number, unit: Unit): string {
  switch (unit) {
    case 'per second':
      return `${Math.round(value).toLocaleString('en-US')}/s`;
    case 'ms':
      return `${rounded(value)} ms`;
    case 'bytes':
      return value >= 1024 * 1024 ? `${rounded(value / 1024 / 1024)} MiB` : `${rounded(value / 1024)} KiB`;
    case 'times':
      return `${value.toFixed(2)}×`;
  }
}

/** `1.02 (0.99–1.05)`: the median, then the minimum and the maximum. */
export function formatRatio({ median, min, max }: Spread): string {
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
}

/** `4 percent`, of a share from 0 to 1. */
export function formatShare(share: number): string {
  return `${Math.round(share * 100)} percent`;
}

export function formatGoal(goal: Goal, unit: Unit): string {
  const limit = goal.of === 'value' ? formatValue(goal.limit, unit) : String(goal.limit);
  return `${goal.is === 'at least' ? '≥' : '≤'} ${limit}`;
}

function rounded(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(1);
}
