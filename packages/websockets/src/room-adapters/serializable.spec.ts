import { Logger } from '@portico/common';
import { expect, it, onTestFinished, vi } from 'vitest';
import { serializable, withoutUnserializable } from './serializable.js';

function recordWarnings(): string[] {
  const warnings: string[] = [];
  const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation((text) => void warnings.push(text));
  onTestFinished(() => warn.mockRestore());
  return warnings;
}

it('leaves out the keys that cannot be serialized, and logs each of them once', () => {
  const warnings = recordWarnings();
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const data = {
    name: 'Ana',
    account: { id: 1n },
    circular,
    release: () => 1,
    kind: Symbol('kind'),
    get broken(): never {
      throw new Error('not yet');
    },
    user: { id: 1, save: () => 2 },
  };
  for (const share of [serializable, withoutUnserializable]) {
    expect(share(data)).toEqual({ name: 'Ana', user: { id: 1 } });
  }
  expect(
    warnings.map((each) => /The key (".*?") of client.data cannot be serialized: (.*)/.exec(each)?.slice(1)),
  ).toEqual([
    ['"account"', expect.stringContaining('BigInt')],
    ['"circular"', expect.stringContaining('circular')],
    ['"release"', expect.stringContaining('it is a function')],
    ['"kind"', expect.stringContaining('it is a symbol')],
    ['"broken"', expect.stringContaining('not yet')],
  ]);
});

it('returns an empty object for other data that cannot be serialized', () => {
  const warnings = recordWarnings();
  for (const data of [1n, [1n], () => 1]) expect(withoutUnserializable(data)).toEqual({});
  expect(warnings).toEqual([expect.stringContaining('The data of a client cannot be serialized')]);
});

it('returns data that can be serialized itself, and copies it as JSON only if asked to', () => {
  const data = { since: new Date(0), picture: Buffer.from('a'), none: undefined };
  expect(withoutUnserializable(data)).toBe(data);
  expect(serializable(data)).toEqual(JSON.parse(JSON.stringify(data)));
  expect([serializable(undefined), withoutUnserializable(undefined)]).toEqual([undefined, undefined]);
});

it('returns what every format of a room adapter can carry', () => {
  const warnings = recordWarnings();
  const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  const data = {
    brackets: '[{"\\'.repeat(200),
    shallow: nested(80),
    deep: nested(100),
    account: { password: 'secret', toJSON: () => ({ name: 'Ana' }) },
    chosen: JSON.parse('{"__proto__":{"isAdmin":true},"list":[{"__proto__":1}]}'),
    ...JSON.parse('{"__proto__":1}'),
  };
  Object.defineProperty(data, '__proto__', { value: { isAdmin: true }, enumerable: true });
  const { brackets, shallow } = data;
  for (const share of [serializable, withoutUnserializable]) {
    const shared = share(data);
    expect(shared).toEqual({ brackets, shallow, account: { name: 'Ana' }, chosen: { list: [{}] } });
    expect(shared).not.toHaveProperty('isAdmin');
  }
  expect(warnings).toEqual([
    expect.stringContaining('"deep" of client.data cannot be serialized: it is nested more than 90 levels deep'),
    expect.stringContaining('"__proto__" of client.data cannot be serialized: other processes cannot decode it'),
  ]);
  expect(withoutUnserializable([data.chosen])).toEqual([{ list: [{}] }]);
});
