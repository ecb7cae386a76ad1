import { expect, it } from 'vitest';
import { TakenSessions } from './taken-sessions.js';

it('waits until another process has stored a session, for a limited time', async () => {
  const sessions = new TakenSessions();
  const [first, second, third] = [sessions.wait('a'), sessions.wait('b'), sessions.wait('b')];
  sessions.stored('a');
  sessions.stored('unknown');
  expect([await first, sessions.continuesTooEarly('a')]).toEqual([true, false]);
  expect([await second, sessions.continuesTooEarly('b'), sessions.continuesTooEarly('b')]).toEqual([
    false,
    true,
    false,
  ]);
  sessions.close();
  expect(await third).toBe(false);
  expect(await sessions.wait('c')).toBe(false);
});

it('remembers the sessions that it has stored for other processes, until they are continued', () => {
  const sessions = new TakenSessions();
  for (const pid of ['a', 'b']) sessions.give(pid);
  expect([sessions.takeBack('a'), sessions.takeBack('a'), sessions.takeBack('c')]).toEqual([true, false, false]);
  sessions.forgetBefore(performance.now() + 1);
  expect(sessions.takeBack('b')).toBe(false);
});

it('remembers for some time which sessions it has stored, also those that are continued', () => {
  const sessions = new TakenSessions();
  sessions.give('a');
  sessions.takeBack('a');
  sessions.release('b');
  expect(['a', 'b', 'c'].map((pid) => sessions.hasReleased(pid))).toEqual([true, true, false]);
  sessions.forgetBefore(performance.now() + 1);
  expect(['a', 'b'].map((pid) => sessions.hasReleased(pid))).toEqual([false, false]);
});
