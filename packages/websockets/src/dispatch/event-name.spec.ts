import { expect, it } from 'vitest';
import { eventName } from './event-name.js';

it.each([
  ['events', 'events'],
  [{ cmd: 'sum' }, '{"cmd":"sum"}'],
  [{ b: 1, a: { d: [{ z: 1, y: 2 }], c: null } }, '{"a":{"c":null,"d":[{"y":2,"z":1}]},"b":1}'],
  [5, '5'],
  [undefined, 'undefined'],
])('converts %j to %s', (pattern, name) => {
  expect(eventName(pattern)).toBe(name);
});
