import { Logger } from '@portico/common';
import { from, of } from 'rxjs';
import { expect, it, onTestFinished, vi } from 'vitest';
import { messageReceiverOf, type ReplyingAdapter } from './message-receiver-of.js';

const handlers = [
  { message: 'sum', callback: (data: number[]) => of(data.reduce((a, b) => a + b)), isAckHandledManually: true },
  { message: { kind: 'ask', of: 'time' }, callback: () => of('now', 'later') },
] as never[];

function receiver(sendReply: ReplyingAdapter<string>['sendReply'] = () => undefined, reportDiscarded = vi.fn()) {
  return messageReceiverOf<string>({ sendReply, reportDiscarded }, handlers, (result) => from(result as never[]));
}

it('finds handlers by name, and by the properties of an object pattern', () => {
  const replies: unknown[] = [];
  const report = vi.fn();
  const subject = receiver((...reply) => replies.push(reply), report);
  expect([...subject.events]).toEqual(['sum', '{"kind":"ask","of":"time"}']);
  subject.receive('client', 'sum', [1, 2]);
  expect(replies.splice(0)).toEqual([['client', 3, undefined, true]]);
  subject.receive('client', { of: 'time', kind: 'ask' }, undefined);
  expect(replies.map((reply) => (reply as unknown[])[1])).toEqual(['now', 'later']);
  for (const event of ['none', '__proto__', null, undefined, 7]) {
    subject.receive('client', event, 1);
    expect(report).toHaveBeenLastCalledWith('client', { reason: 'unknown-event', event, data: 1 });
  }
});

it('logs a reply that cannot be sent, and sends the next one', () => {
  const error = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  onTestFinished(() => error.mockRestore());
  const sent: unknown[] = [];
  const subject = receiver((_client, value) => {
    if (value === 'now') throw new Error('unsendable');
    sent.push(value);
  });
  subject.receive('client', { kind: 'ask', of: 'time' }, undefined);
  expect(sent).toEqual(['later']);
  expect(error).toHaveBeenCalledWith('A result could not be sent', expect.stringContaining('unsendable'));
});
