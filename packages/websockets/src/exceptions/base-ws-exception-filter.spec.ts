import { IntrinsicException, Logger } from '@portico/common';
import { afterEach, expect, it, vi } from 'vitest';
import { BaseWsExceptionFilter } from './base-ws-exception-filter.js';
import { WsException } from './ws-exception.js';

class Recording extends BaseWsExceptionFilter {
  readonly sent: unknown[] = [];
  override emitMessage(_client: object, event: string, payload: unknown): void {
    this.sent.push([event, payload]);
  }
}

afterEach(() => Logger.overrideLogger(true));

it('does not send details of an Error from which an exception is created, and logs it', () => {
  const error = vi.fn();
  Logger.overrideLogger({ log: vi.fn(), warn: vi.fn(), error });
  const filter = new Recording();
  const failure = Object.assign(new Error('secret'), { config: { headers: { authorization: 'secret' } } });
  filter.handleError({}, new WsException(failure), { pattern: 'ask', data: 1 });
  expect(filter.sent).toEqual([
    ['exception', { status: 'error', message: 'Internal server error', cause: { pattern: 'ask', data: 1 } }],
  ]);
  expect(error).toHaveBeenCalledOnce();
});

it('does not log an intrinsic exception that is not for HTTP', () => {
  const log = { log: vi.fn(), warn: vi.fn(), error: vi.fn() };
  Logger.overrideLogger(log);
  const filter = new Recording();
  filter.handleError({}, new IntrinsicException('expected'), { pattern: 'ask', data: 1 });
  expect(filter.sent).toMatchObject([['exception', { message: 'Internal server error' }]]);
  expect(log.warn).not.toHaveBeenCalled();
  expect(log.error).not.toHaveBeenCalled();
});
