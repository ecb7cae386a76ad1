import { Logger } from '@portico/common';
import { from, of } from 'rxjs';
import { expect, it, onTestFinished, vi } from 'vitest';
import { messageRouterOf } from './message-router-of.js';

const handlers = [
  { message: 'sum', callback: (data: number[]) => of(data.reduce((a, b) => a + b)), isAckHandledManually: true },
  { message: { kind: 'ask', of: 'time' }, callback: () => of('now', 'later') },
] as never[];

const router = messageRouterOf<string>(handlers, (result) => from(result));

function answersOf(event: unknown, data?: unknown): unknown[] {
  const answers: unknown[] = [];
  router.find(event)?.handle('client', data, undefined, (...answer) => answers.push(answer));
  return answers;
}

it('finds handlers by name, and by what an object pattern holds', () => {
  expect([...router.routes.keys()]).toEqual(['sum', '{"kind":"ask","of":"time"}']);
  expect(answersOf('sum', [1, 2])).toEqual([['client', 3, undefined, true]]);
  expect(answersOf({ of: 'time', kind: 'ask' }).map((answer) => (answer as unknown[])[1])).toEqual(['now', 'later']);
  for (const event of ['none', '__proto__', null, undefined, 7]) expect(router.find(event)).toBeUndefined();
});

it('logs an answer that cannot be sent, and takes the next', () => {
  const error = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  onTestFinished(() => error.mockRestore());
  const sent: unknown[] = [];
  router.find({ kind: 'ask', of: 'time' })?.handle('client', undefined, undefined, (_client, value) => {
    if (value === 'now') throw new Error('unsendable');
    sent.push(value);
  });
  expect(sent).toEqual(['later']);
  expect(error).toHaveBeenCalledWith('An answer could not be sent', expect.stringContaining('unsendable'));
});
