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
