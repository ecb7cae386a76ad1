import { Readable, Writable } from 'node:stream';
import { StreamableFile } from '@portico/common';
import { expect, it, vi } from 'vitest';
import { releaseResult } from './release-result.js';

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
