import { expect, it } from 'vitest';
import { beginsSession, createSessionId, processOf } from './session-id.js';

it('finds the process in the session id that it made', () => {
  const id = createSessionId(2);
  expect(processOf(`/socket.io/?EIO=4&transport=polling&sid=${id}&t=1`)).toBe(2);
  expect(createSessionId(2)).not.toBe(id);
});

it.each([
  ['/', undefined],
  [undefined, undefined],
  ['/socket.io/?EIO=4&transport=polling', undefined],
  ['/?sid=', undefined],
  ['/?sid=abc', undefined],
  ['/?sid=99999.abc', undefined],
  ['/sid=1.abc', undefined],
])('has none for %s', (url, number) => {
  expect(processOf(url)).toBe(number);
});

it.each([
  ['/socket.io/?EIO=4&transport=polling', true],
  ['/socket.io/?EIO=4&transport=polling&sid=1.abc', false],
  ['/', false],
  [undefined, false],
])('knows that %s begins a session: %s', (url, begins) => {
  expect(beginsSession(url)).toBe(begins);
});
