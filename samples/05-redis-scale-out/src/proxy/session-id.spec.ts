import { expect, it } from 'vitest';
import { beginsSession, createSessionId, processOf } from './session-id.js';

it('reads the process from a session id', () => {
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
])('finds no process in %s', (url, number) => {
  expect(processOf(url)).toBe(number);
});

it.each([
  ['/socket.io/?EIO=4&transport=polling', true],
  ['/socket.io/?EIO=4&transport=polling&sid=1.abc', false],
  ['/', false],
  [undefined, false],
])('detects whether %s begins a session: %s', (url, begins) => {
  expect(beginsSession(url)).toBe(begins);
});
