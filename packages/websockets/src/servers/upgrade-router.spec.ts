import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { pathParametersOf } from '../handshake/path-parameters.js';
import { UpgradeRouter } from './upgrade-router.js';

const upgrade = (server: EventEmitter, url: string) => {
  const socket = new PassThrough();
  server.emit('upgrade', { url } as IncomingMessage, socket, Buffer.alloc(0));
  return socket;
};
const route = (path: string) => ({ owns: (pathname: string) => pathname === path, handle: vi.fn() });

describe('UpgradeRouter', () => {
  it('exists once per server', () => {
    const server = new EventEmitter();
    expect(UpgradeRouter.of(server)).toBe(UpgradeRouter.of(server));
    expect(UpgradeRouter.of(new EventEmitter())).not.toBe(UpgradeRouter.of(server));
  });

  it('passes an upgrade only to the first owner, whatever the query is', () => {
    const server = new EventEmitter();
    const foreign = vi.fn();
    server.on('upgrade', foreign);
    const [one, two, other] = [route('/a'), route('/a'), route('/b')];
    for (const each of [one, two, other]) UpgradeRouter.of(server).add(each);
    upgrade(server, '/a?x=/b#/b');
    expect(one.handle).toHaveBeenCalledTimes(1);
    for (const each of [two.handle, other.handle, foreign]) expect(each).not.toHaveBeenCalled();
  });

  it('passes upgrades without an owner, and other events, to other listeners', () => {
    const server = new EventEmitter();
    const [foreign, request] = [vi.fn(), vi.fn()];
    server.on('upgrade', foreign).on('request', request);
    UpgradeRouter.of(server).add(route('/a'));
    upgrade(server, '/else');
    server.emit('request', 1, 2);
    expect(foreign).toHaveBeenCalledTimes(1);
    expect(request).toHaveBeenCalledWith(1, 2);
  });

  it('replies with 404 immediately if there are no other listeners', () => {
    const server = new EventEmitter();
    UpgradeRouter.of(server).add(route('/a'));
    expect(String(upgrade(server, '/else').read())).toMatch(/^HTTP\/1\.1 404 Not Found\r\nConnection: close\r\n/);
  });

  it('replies with 500 if an owner throws', () => {
    const server = new EventEmitter();
    UpgradeRouter.of(server).add({
      owns: () => true,
      handle() {
        throw new Error('the owner failed');
      },
    });
    expect(String(upgrade(server, '/a').read())).toMatch(/^HTTP\/1\.1 500 /);
  });

  it('removes everything with its last route', () => {
    const server = new EventEmitter();
    const removals = [route('/a'), route('/b')].map((each) => UpgradeRouter.of(server).add(each));
    expect(server.listenerCount('upgrade')).toBe(1);
    for (const remove of removals) {
      remove();
      remove();
    }
    expect(server.listenerCount('upgrade')).toBe(0);
    expect(Reflect.ownKeys(server)).toEqual(Reflect.ownKeys(new EventEmitter()));
  });

  it('keeps wrappers of emit that were added later', () => {
    const server = new EventEmitter();
    const remove = UpgradeRouter.of(server).add(route('/a'));
    const ours = server.emit;
    const wrapped: typeof server.emit = (...args) => ours.apply(server, args);
    server.emit = wrapped;
    remove();
    expect(server.emit).toBe(wrapped);
    const foreign = vi.fn();
    server.on('upgrade', foreign);
    upgrade(server, '/a');
    expect(foreign).toHaveBeenCalledTimes(1);
    const again = route('/a');
    UpgradeRouter.of(server).add(again);
    upgrade(server, '/a');
    expect(again.handle).toHaveBeenCalledTimes(1);
  });
});

describe('the path of an owner', () => {
  const owner = (path: string) => ({ path, handle: vi.fn() });
  const handledBy = (server: EventEmitter, owners: readonly ReturnType<typeof owner>[], url: string) => {
    const reply = String(upgrade(server, url).read() ?? '');
    const found = owners.filter(({ handle }) => handle.mock.calls.length > 0);
    for (const { handle } of owners) handle.mockClear();
    return reply === '' ? found.map(({ path }) => path).join() : reply.split(' ')[1];
  };

  it('determines the owner of an upgrade for all spellings', () => {
    const server = new EventEmitter();
    const owners = ['/rooms/*path', '/rooms/:room', '/:kind/lobby', '/rooms/vip', '/rooms/:room/log/'].map(owner);
    for (const each of owners) UpgradeRouter.of(server).add(each);
    const cases = [
      ['/rooms/vip', '/rooms/vip'],
      ['/rooms/%76ip?x', '/rooms/vip'],
      ['http://host/rooms/vip', '/rooms/vip'],
      ['/rooms/lobby', '/rooms/:room'],
      ['/rooms/vip%2F', '/rooms/:room'],
      ['/rooms/vip/', '/rooms/*path'],
      ['/rooms/VIP', '/rooms/:room'],
      ['/other/lobby', '/:kind/lobby'],
      ['/rooms/a/log', '/rooms/:room/log/'],
      ['/rooms/a/log/', '/rooms/:room/log/'],
      ['/rooms/a/b', '/rooms/*path'],
      ['/rooms/%zz', '400'],
      ['/rooms/%C0%AF', '400'],
      ['/rooms', '404'],
      ['/%zz', '404'],
    ];
    expect(cases.map(([url]) => [url, handledBy(server, owners, url as string)])).toEqual(cases);
  });

  it('stores its parameters with the request, as a copy', () => {
    const server = new EventEmitter();
    const handle = vi.fn();
    UpgradeRouter.of(server).add({ path: '/rooms/:room', handle });
    upgrade(server, '/rooms/caf%C3%A9');
    const request = handle.mock.calls[0]?.[0] as IncomingMessage & { params: Record<string, string> };
    expect(request.params).toEqual({ room: 'café' });
    request.params.room = 'vip';
    expect(pathParametersOf(request)).toEqual({ room: 'café' });
  });

  it('determines the owner of a request that is not an upgrade', () => {
    const server = new EventEmitter();
    const [any, vip] = [owner('/rooms/:room'), owner('/rooms/vip')];
    for (const each of [any, vip]) UpgradeRouter.of(server).add(each);
    const routeOf = (url: string) => UpgradeRouter.of(server).routeOf({ url } as IncomingMessage);
    expect(routeOf('/rooms/lobby?x')).toBe(any);
    expect(routeOf('/rooms/%76ip')).toBe(vip);
    expect(routeOf('/rooms/%zz')).toBeUndefined();
    expect(routeOf('/else')).toBeUndefined();
  });
});
