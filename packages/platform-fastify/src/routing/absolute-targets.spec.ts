import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readAbsoluteTargets } from './absolute-targets.js';

/** What a listener of the server reads. */
function read(url: string): string {
  const server = new EventEmitter();
  let target = '';
  server.on('request', (request: { url: string }) => {
    target = request.url;
  });
  readAbsoluteTargets(server);
  server.emit('request', { url });
  return target;
}

describe('targets in absolute form', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('are left to the router if it can parse them', () => {
    expect(read('http://h/cats')).toBe('http://h/cats');
  });

  it.each([
    ['http://h/cats?a=b', '/cats?a=b'],
    ['HTTPS://h:3000/cats/%2e', '/cats/%2e'],
    ['http://h', '/'],
    ['http://h?a', '/?a'],
    ['http:///cats', 'http://'],
    ['http://[::1/cats', 'http://'],
    ['http://h/cats#/dogs', 'http://'],
    ['http:cats', 'http:cats'],
    ['ftp://h/cats', 'ftp://h/cats'],
    ['/http://h/cats', '/http://h/cats'],
    ['*', '*'],
  ])('%s is read as %s where URL.parse needs its class', (url, expected) => {
    vi.spyOn(URL, 'parse').mockImplementation(function (this: unknown) {
      if (this !== URL) throw new TypeError('Illegal invocation');
      return null;
    });
    expect(read(url)).toBe(expected);
  });
});
