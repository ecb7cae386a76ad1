import { describe, expect, it } from 'vitest';
import { Inbox } from './inbox.js';

describe('received messages', () => {
  it('are returned in order for each kind, even if they arrive later', async () => {
    const inbox = new Inbox();
    inbox.add('a', 1);
    inbox.add('b', 2);
    const later = inbox.take('c');
    inbox.add('c', 3);
    expect([await inbox.take('b'), await later, await inbox.take('a')]).toEqual([2, 3, 1]);
  });

  it('that do not arrive cause an error with the expected kind and what was received', async () => {
    const inbox = new Inbox();
    inbox.add('other', { a: 1 });
    await expect(inbox.take('light', 1)).rejects.toThrow(
      'No "light" within 1 ms, and the client is still connected; it received [["other",{"a":1}]]',
    );
  });

  it('cannot arrive after the client is disconnected: waiting fails with the reason, and earlier ones are kept', async () => {
    const inbox = new Inbox();
    inbox.add('last', 1);
    const waiting = inbox.take('light', 60_000);
    inbox.end('with code 1002 "bad frame"');
    await expect(waiting).rejects.toThrow('No "light": the client was disconnected with code 1002 "bad frame"');
    expect(await inbox.take('last')).toBe(1);
  });
});
