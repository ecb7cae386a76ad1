import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { releaseUnread } from './release-unread.js';

// The adapters of the platforms return the objects of Node, of which one event is used here.
const adapter: any = { rawRequest: (request: unknown) => request, rawResponse: (response: unknown) => response };

it('destroys a stream that nobody has read when the response is closed', () => {
  const [stream, response] = [new Readable({ read() {} }), new EventEmitter()];
  releaseUnread(adapter, stream, {}, response);
  expect(stream.destroyed).toBe(false);
  response.emit('close');
  expect(stream.destroyed).toBe(true);
});

it('does not throw for a value that cannot be read: behind an interceptor, nothing would catch the error', () => {
  const unreadable = new Proxy(
    {},
    {
      getPrototypeOf() {
        throw new Error('refused');
      },
    },
  );
  expect(() => releaseUnread(adapter, unreadable, {}, new EventEmitter())).not.toThrow();
});
