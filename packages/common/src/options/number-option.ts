import { inspect } from 'node:util';
import { commonError } from '../errors/catalogue.js';

/** Timers of Node.js fire at once if they should wait for longer. Milliseconds: 24.8 days. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface NumberKind {
  isValid(value: number): boolean;
  /** What a valid value is, for errors. */
  readonly valid: string;
}

/** Whether a value says how many of something there may be: a positive integer, or `Infinity` for no limit. */
export function isCount(value: unknown): value is number {
  return value === Number.POSITIVE_INFINITY || (typeof value === 'number' && Number.isInteger(value) && value > 0);
}

const KINDS = {
  /** How many of something there may be. */
  count: { isValid: isCount, valid: 'a positive integer, or Infinity for no limit' },
  /** As `count`, where none at all is also a sensible limit. */
  countOrNone: {
    isValid: (value) => value === 0 || isCount(value),
    valid: '0 or a positive integer, or Infinity for no limit',
  },
  bytes: { isValid: (value) => value > 0, valid: 'a positive number of bytes, or Infinity for no limit' },
  /** Bytes, where none at all is also a sensible limit. */
  bytesOrNone: { isValid: (value) => value >= 0, valid: '0 or a positive number of bytes, or Infinity for no limit' },
  /** Milliseconds, at most those of a timer. */
  time: { isValid: (value) => value >= 0, valid: '0 or a positive number of milliseconds' },
  /** Milliseconds between events. */
  interval: { isValid: (value) => value > 0, valid: 'a positive number of milliseconds' },
} as const satisfies Record<string, NumberKind>;

/**
 * What an option accepts, and its default.
 *
 * | `kind` | accepts |
 * |---|---|
 * | `count` | positive integers, or `Infinity` for no limit |
 * | `countOrNone` | the same, and 0 |
 * | `bytes` | positive numbers, or `Infinity` for no limit |
 * | `bytesOrNone` | the same, and 0 |
 * | `time` | 0 and positive numbers, in milliseconds |
 * | `interval` | positive numbers, in milliseconds |
 *
 * @example
 * const CLOSE_TIMEOUT: NumberRule = { kind: 'time', default: 2_000 };
 * @see docs/errors.md#portico_invalid_number
 */
export interface NumberRule {
  readonly kind: keyof typeof KINDS;
  readonly default: number;
}

/** What an option accepts whose absence means something else than a number. */
type RuleWithoutDefault = Pick<NumberRule, 'kind'>;

/**
 * Reads a numeric option at start-up. `undefined` and `null` stand for the default, if there is one. Other values have to be valid: with
 * `NaN`, such as `Number(process.env.UNSET)`, every comparison is false, so a limit would silently be off.
 *
 * @param owner what has the option, for the error
 * @param name the option as it is written, such as `dispatch.queueSize`
 * @returns at most {@link LONGEST_TIMER_MS} for milliseconds
 * @throws FrameworkError `PORTICO_INVALID_NUMBER`
 * @example
 * this.maxBufferedBytes = numberOption('MyAdapter', 'maxBufferedBytes', options.maxBufferedBytes, {
 *   kind: 'bytes',
 *   default: 16 * 1024 * 1024,
 * });
 * @see docs/errors.md#portico_invalid_number
 */
export function numberOption(owner: string, name: string, given: unknown, rule: NumberRule): number;
export function numberOption(owner: string, name: string, given: unknown, rule: RuleWithoutDefault): number | undefined;
export function numberOption(
  owner: string,
  name: string,
  given: unknown,
  rule: RuleWithoutDefault & Partial<NumberRule>,
): number | undefined {
  if (given === undefined || given === null) return rule.default;
  const { isValid, valid }: NumberKind = KINDS[rule.kind];
  if (typeof given !== 'number' || !isValid(given)) throw invalidNumber(owner, name, given, valid);
  return rule.kind === 'time' || rule.kind === 'interval' ? Math.min(given, LONGEST_TIMER_MS) : given;
}

/**
 * Reads several numeric options of one object, as {@link numberOption} does.
 *
 * @param prefix in front of the names of the options, such as `dispatch.`
 * @throws FrameworkError `PORTICO_INVALID_NUMBER`
 * @example
 * const { closeTimeout } = numberOptions('MyAdapter', '', options, { closeTimeout: { kind: 'time', default: 2_000 } });
 * @see docs/errors.md#portico_invalid_number
 */
export function numberOptions<N extends string>(
  owner: string,
  prefix: string,
  given: object | null | undefined,
  rules: Readonly<Record<N, NumberRule>>,
): Record<N, number>;
export function numberOptions(
  owner: string,
  prefix: string,
  given: object | null | undefined,
  rules: Readonly<Record<string, NumberRule>>,
): Record<string, number> {
  const values: Readonly<Record<string, unknown>> = Object(given);
  return Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [name, numberOption(owner, `${prefix}${name}`, values[name], rule)]),
  );
}

function invalidNumber(owner: string, name: string, given: unknown, valid: string): Error {
  const isUnset = typeof given === 'number' && Number.isNaN(given);
  const hint = isUnset ? ' Number(process.env.NAME) is NaN if the variable is not set.' : '';
  return commonError('PORTICO_INVALID_NUMBER', {
    message: `${owner} sets ${name} to ${inspect(given, { depth: 0, maxStringLength: 50 })}, which is not ${valid}.`,
    remedy: `Set ${name} to ${valid}, or omit it to use its default.${hint}`,
  });
}
