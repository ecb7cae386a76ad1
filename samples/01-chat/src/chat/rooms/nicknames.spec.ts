import { expect, it } from 'vitest';
import { nicknameKey, suggestNickname } from './nicknames.js';

it.each([
  ['Ana', 'ANA'],
  ['Ana', 'Ａｎａ'],
  ['Zoe\u0308', 'Zoë'],
  ['Ana', 'An\u200da'],
])('%s and %s are too similar', (one, other) => {
  expect(nicknameKey(one)).toBe(nicknameKey(other));
});

it('suggests the first free number within the maximum length', () => {
  const taken = new Set(['Ana-2', 'Ana-3']);
  expect(suggestNickname('Ana', (name) => taken.has(name))).toBe('Ana-4');
  expect(suggestNickname('🦊'.repeat(24), () => false)).toBe(`${'🦊'.repeat(22)}-2`);
});
