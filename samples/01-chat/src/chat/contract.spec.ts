import { describe, expect, it } from 'vitest';
import { chat } from './contract.js';

const session = 'b4a1c3a0-52f6-4f0e-9f2c-0d9a4f1d7c11';

describe('the message join', () => {
  const join = (wish: object) => chat.join.shape.body.safeParse({ nickname: 'Ana', room: 'lobby', session, ...wish });

  it('is normalized', () => {
    expect(join({ nickname: '  Ana \t Lima ', room: '#Tea  Kitchen' }).data).toMatchObject({
      nickname: 'Ana Lima',
      room: 'tea-kitchen',
    });
  });

  it.each(['Ana', 'Zoë 🦊', '李小龍', 'O’Neil', '👩‍💻', '🇵🇹', 'नमस्ते', '👍🏽'])(
    'accepts the nickname %s',
    (nickname) => {
      expect(join({ nickname }).success).toBe(true);
    },
  );

  it.each([
    [{ nickname: ' ' }, 'Choose a nickname'],
    [{ nickname: 'x'.repeat(25) }, 'at most 24'],
    [{ nickname: 'a\u202eb' }, 'letters, digits, emoji'],
    [{ nickname: '<b>' }, 'letters, digits, emoji'],
    [{ nickname: '...' }, 'needs a letter'],
    [{ nickname: 7 }, 'is a text'],
    [{ room: '' }, 'Choose a room'],
    [{ room: 'a/b' }, 'letters, digits and hyphens'],
    [{ room: 'x'.repeat(33) }, 'at most 32'],
    [{ session: 'guess' }, 'UUID'],
  ])('is rejected for %o with one sentence', (wish, sentence) => {
    expect(join(wish).error?.issues).toEqual([expect.objectContaining({ message: expect.stringContaining(sentence) })]);
  });
});

describe('a message', () => {
  const say = (text: unknown) => chat.say.shape.body.safeParse({ text, ref: '1' });

  it('keeps its lines, and is trimmed', () => {
    expect(say('\n one\r\n two  ').data?.text).toBe('one\n two');
  });

  it('is limited in characters instead of UTF-16 units', () => {
    expect(say('🦊'.repeat(500)).success).toBe(true);
  });

  it.each([
    ['', 'empty'],
    [' \u200b\n', 'empty'],
    ['x'.repeat(501), 'at most 500'],
    [undefined, 'is a text'],
  ])('is rejected for %o with one sentence', (text, sentence) => {
    expect(say(text).error?.issues).toEqual([expect.objectContaining({ message: expect.stringContaining(sentence) })]);
  });
});
