import { inspect } from 'node:util';
import type { SpecialValue, Value } from './case.js';

class Instance {
  readonly name = 'instance';
  get computed(): string {
    return 'computed';
  }
}

const special: Readonly<Record<SpecialValue, () => unknown>> = {
  undefined: () => undefined,
  nan: () => Number.NaN,
  bigint: () => 12n,
  circular: () => {
    const value: { self?: unknown } = {};
    value.self = value;
    return value;
  },
  date: () => new Date(0),
  buffer: () => Buffer.from('bytes'),
  map: () => new Map([['key', 'value']]),
  instance: () => new Instance(),
  symbol: () => Symbol('symbol'),
  function: () => function named() {},
  'throwing-json': () => ({
    toJSON() {
      throw new TypeError('cannot be serialized');
    },
  }),
  'no-prototype': () => Object.assign(Object.create(null), { key: 'value' }),
};

/** Creates the value that a description means. */
export function makeValue(value: Value): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(makeValue);
  if ('$' in value) return special[value.$ as SpecialValue]();
  return Object.fromEntries(Object.entries(value).map(([key, nested]) => [key, makeValue(nested as Value)]));
}

/** The code that makes the value, for printed programs. */
export function printValue(value: Value): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(printValue).join(', ')}]`;
  if ('$' in value) return printSpecial(value.$ as SpecialValue);
  const entries = Object.entries(value).map(([key, nested]) => `${key}: ${printValue(nested as Value)}`);
  return entries.length > 0 ? `{ ${entries.join(', ')} }` : '{}';
}

function printSpecial(name: SpecialValue): string {
  const known: Partial<Record<SpecialValue, string>> = {
    undefined: 'undefined',
    nan: 'NaN',
    bigint: '12n',
    date: 'new Date(0)',
    buffer: "Buffer.from('bytes')",
    map: "new Map([['key', 'value']])",
  };
  return known[name] ?? `/* ${name} */`;
}

/** A value as text that is the same in every process. */
export function show(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  return inspect(value, { depth: 4, compact: true, breakLength: Number.POSITIVE_INFINITY, sorted: true });
}
