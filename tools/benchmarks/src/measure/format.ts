import { type Goal, judge, type Limit } from '../goals.js';
import type { Spread } from './statistics.js';
import type { Unit } from './work.js';

const MEBIBYTE = 1024 * 1024;

/**
 * A value with its unit, to three or so significant digits.
 *
 * @param goal of the value: if rounding would hide that it is missed, or met, the value gets more digits
 */
export function formatValue(value: number, unit: Unit, goal?: Limit): string {
  switch (unit) {
    case 'per second':
      return `${Math.round(value).toLocaleString('en-US')}/s`;
    case 'ms':
      return `${withDigits(value, value >= 100 ? 0 : 1, goal)} ms`;
    case 'bytes': {
      const [size, name] = value >= MEBIBYTE ? [MEBIBYTE, 'MiB'] : [1024, 'KiB'];
      const scaledGoal = goal && { ...goal, limit: goal.limit / size };
      return `${withDigits(value / size, value / size >= 100 ? 0 : 1, scaledGoal)} ${name}`;
    }
    case 'times':
      return `${withDigits(value, 2, goal)}×`;
  }
}

/**
 * `1.02 (0.99–1.05)`: the median, then the minimum and the maximum.
 *
 * @param goal of the ratio: if rounding would hide that it is missed, or met, the median gets more digits
 */
export function formatRatio({ median, min, max }: Spread, goal?: Limit): string {
  return `${withDigits(median, 2, goal)} (${min.toFixed(2)}–${max.toFixed(2)})`;
}

/** `4 percent`, of a share from 0 to 1. */
export function formatShare(share: number): string {
  return `${Math.round(share * 100)} percent`;
}

export function formatGoal(goal: Goal, unit: Unit): string {
  const limit = goal.of === 'value' ? formatValue(goal.limit, unit) : String(goal.limit);
  return `${goal.is === 'at least' ? '≥' : '≤'} ${limit}`;
}

const MOST_DIGITS = 6;

/** A number with so many digits after the point, or more if a reader would otherwise judge it differently. */
function withDigits(value: number, digits: number, goal: Limit | undefined): string {
  const text = value.toFixed(digits);
  if (!goal || digits >= MOST_DIGITS || judge(goal, Number(text)) === judge(goal, value)) return text;
  return withDigits(value, digits + 1, goal);
}
