import { describe, expect, it } from 'vitest';
import { platformNames } from './platform-names.js';

describe('platformNames', () => {
  it.each([
    ['my-platform', 'my-platform', 'MyPlatform'],
    ['platform-hono', 'hono', 'Hono'],
    ['platform-socket.io', 'socket.io', 'SocketIo'],
    ['u-web-sockets', 'u-web-sockets', 'UWebSockets'],
    ['platform', 'platform', 'Platform'],
  ])('of %s: getType() returns %s, and the class begins with %s', (name, type, className) => {
    expect(platformNames(name)).toEqual({ folder: name, packageName: `@portico/${name}`, type, className });
  });

  it.each([
    ['', 'needs a name'],
    ['@acme/platform-hono', 'such as platform-hono'],
    ['MyPlatform', 'such as my-platform'],
    ['my platform', 'such as my-platform'],
    ['../evil', 'such as evil'],
    ['9lives', 'such as lives'],
    ['日本', 'such as platform-hono'],
    ['my--platform', 'such as my-platform'],
    ['platform-3d', 'begin with a letter'],
    ['x'.repeat(61), 'shorten it'],
  ])('rejects "%s" with the fix: %s', (name, advice) => {
    expect(() => platformNames(name)).toThrow(advice);
  });
});
