import { describe, expect, it } from 'vitest';
import { Inbox } from './inbox.js';

describe('what a client has received', () => {
  it('is given in order, kind by kind, also when it comes later', async () => {
    const inbox = new Inbox();
    inbox.add('a', 1);
    inbox.add('b', 2);
    const later = inbox.take('c');
    inbox.add('c', 3);
    expect([await inbox.take('b'), await later, await inbox.take('a')]).toEqual([2, 3, 1]);
  });

  it('names what it waited for, and what came instead', async () => {
    const inbox = new Inbox();
    inbox.add('other', { a: 1 });
    await expect(inbox.take('light', 1)).rejects.toThrow(
      'No "light" within 1 ms, and the client is still connected; it received [["other",{"a":1}]]',
    );
  });

  it('fails at once when the client is disconnected, with the reason, and keeps what came before', async () => {
    const inbox = new Inbox();
    inbox.add('last', 1);
    const waiting = inbox.take('light', 60_000);
    inbox.end('with code 1002 "bad frame"');
    await expect(waiting).rejects.toThrow('No "light": the client was disconnected with code 1002 "bad frame"');
    expect(await inbox.take('last')).toBe(1);
  });
});
