import { Readable, Writable } from 'node:stream';
import { StreamableFile } from '@portico/common';
import { expect, it, vi } from 'vitest';
import { isUnreadStream, releaseResult } from './release-result.js';

it('ends streams and files, whose errors then concern no caller', () => {
  const [stream, file] = [new Readable({ read() {} }), new Readable({ read() {} })];
  releaseResult(stream);
  releaseResult(new StreamableFile(file));
  expect([stream.destroyed, file.destroyed]).toEqual([true, true]);
  expect(() => stream.emit('error', new Error('late'))).not.toThrow();
  const cancel = vi.fn();
  releaseResult(new ReadableStream({ cancel }));
  expect(cancel).toHaveBeenCalledTimes(1);
});

it('ends generators, but begins no other iterable', () => {
  const [finished, begun] = [vi.fn(), vi.fn()];
  const iterator = {
    next: vi.fn(),
    return: finished,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  releaseResult(iterator);
  releaseResult({ [Symbol.asyncIterator]: begun });
  expect([finished.mock.calls.length, begun.mock.calls.length]).toEqual([1, 0]);
});

it('knows which streams are read', async () => {
  const [piped, locked] = [Readable.from(['a']), new ReadableStream()];
  expect([piped, new StreamableFile(piped), locked, new Response(locked)].map(isUnreadStream)).toEqual(
    Array(4).fill(true),
  );
  piped.pipe(new Writable({ write: (_chunk, _encoding, done) => done() }));
  locked.getReader();
  expect([piped, new StreamableFile(piped), locked].map(isUnreadStream)).toEqual(Array(3).fill(false));
  expect([undefined, {}, new Response(null), (async function* () {})()].map(isUnreadStream)).toEqual(
    Array(4).fill(false),
  );
});

it('calls no getStream() of objects that are not files: it may open one', () => {
  const video = { getStream: vi.fn(() => new Readable({ read() {} })) };
  expect(isUnreadStream(video)).toBe(false);
  releaseResult(video);
  expect(video.getStream).not.toHaveBeenCalled();
});

it('leaves what is only written alone: the response that a handler returns', () => {
  const response = new Writable();
  releaseResult(response);
  expect(response.destroyed).toBe(false);
});

it('never throws', () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const failing = {
    get destroy(): never {
      throw new Error('getter');
    },
  };
  for (const value of [proxy, failing, undefined, null, 'text']) expect(() => releaseResult(value)).not.toThrow();
});
