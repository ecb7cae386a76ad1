import { expect, it } from 'vitest';
import { parseFrame } from './parse-frame.js';

it.each([
  ['["sum",{"id":1}]', { event: 'sum', data: { id: 1 } }],
  ['["stop"]', { event: 'stop', data: undefined }],
])('reads %s', (text, message) => {
  expect(parseFrame(text)).toEqual(message);
  expect(parseFrame(Buffer.from(text))).toEqual(message);
});

it('returns no message for an empty frame', () => {
  expect(parseFrame('')).toBeUndefined();
});

it.each(['{"event":"sum"}', '[]', '[1]', 'null', '"sum"', '{'])('throws for %s', (text) => {
  expect(() => parseFrame(text)).toThrow();
});
