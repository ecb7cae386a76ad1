import { describe, expect, it } from 'vitest';
import { isPlainObject } from './is-plain-object.js';
import { stripProtoKeys } from './strip-proto-keys.js';

describe('stripProtoKeys', () => {
  it('deletes keys that could change prototypes at any depth', () => {
    const value = JSON.parse(
      '{"__proto__":1,"a":[{"__proto__":{"x":1},"constructor":{"prototype":{"x":1},"keep":1}}],"b":{"constructor":"text"}}',
    ) as any;
    stripProtoKeys(value);
    expect(JSON.stringify(value)).toBe('{"a":[{"constructor":{"keep":1}}],"b":{"constructor":"text"}}');
  });

  it('supports values of any depth', () => {
    const depth = 100_000;
    let value = JSON.parse(`${'['.repeat(depth)}{"__proto__":1,"keep":1}${']'.repeat(depth)}`) as any;
    stripProtoKeys(value);
    while (Array.isArray(value)) value = value[0];
    expect(Object.getOwnPropertyNames(value)).toEqual(['keep']);
  });

  it('supports cycles, and does not change buffers and built-in prototypes', () => {
    const cyclic: Record<string, unknown> = { buffer: Buffer.alloc(4), date: new Date(0), map: new Map() };
    cyclic['self'] = cyclic;
    stripProtoKeys(cyclic);
    expect(cyclic['date']).toEqual(new Date(0));
    expect(Object.hasOwn(Date, 'prototype')).toBe(true);
    for (const value of [undefined, null, 5, 'text', () => 1]) expect(() => stripProtoKeys(value)).not.toThrow();
  });
});

describe('isPlainObject', () => {
  it('distinguishes literals from instances', () => {
    expect([{}, Object.create(null), { a: 1 }].every(isPlainObject)).toBe(true);
    expect([[], new Date(), new (class Cat {})(), null, 'x', () => 1, new Map()].some(isPlainObject)).toBe(false);
  });
});
