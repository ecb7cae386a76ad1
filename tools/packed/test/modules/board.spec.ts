import { waitUntil } from '@portico/test-support';
import { io, type Socket } from 'socket.io-client';
import { afterEach, expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

/** A whole application: seven gateways on a custom `IoAdapter`, which authenticates clients with a database. */
describeApplication('board', (application) => {
  const sockets: Socket[] = [];

  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.close();
  });

  async function connect(namespace: string, token = 'a'): Promise<Socket> {
    const socket = io(application().url + namespace, { transports: ['websocket'], forceNew: true, auth: { token } });
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    return socket;
  }

  const next = (socket: Socket, event: string) => new Promise((resolve) => socket.once(event, resolve));

  it('refuses unknown clients in all namespaces', async () => {
    for (const namespace of ['', '/chat', '/presence', '/boards/1']) {
      await expect(connect(namespace, 'forged')).rejects.toThrow('unknown token');
    }
  });

  it('stores posts of a room, and sends them to its clients', async () => {
    const [ada, bob, cleo] = [await connect('/chat'), await connect('/chat', 'b'), await connect('/chat', 'c')];
    expect(await bob.emitWithAck('join', { room: 'tea' })).toEqual([]);
    const strangers: unknown[] = [];
    cleo.on('posted', (message) => strangers.push(message));
    const posted = next(bob, 'posted');
    const id = await ada.emitWithAck('post', { room: 'tea', text: 'hello' });
    expect(await posted).toEqual({ text: 'hello', by: 'ada' });
    expect(await cleo.emitWithAck('join', { room: 'tea' })).toEqual(['ada: hello']);
    expect(strangers).toEqual([]);
    expect(await ada.emitWithAck('read', id)).toMatchObject({ room: 'tea', author: { name: 'ada' } });
  });

  it('replies with filters and exceptions', async () => {
    const ada = await connect('/chat');
    const exception = next(ada, 'exception');
    ada.emit('post', { room: 'tea', text: '' });
    expect(await exception).toEqual([expect.stringContaining('property text has failed')]);
    const missing = next(ada, 'missing');
    ada.emit('read', 999);
    expect(await missing).toEqual({ pattern: 'read', criteria: { id: 999 } });
  });

  it('allows only administrators in a guarded gateway', async () => {
    const id = await (await connect('/chat')).emitWithAck('post', { room: 'admin', text: 'secret' });
    expect(await (await connect('/admin')).emitWithAck('read', id)).toMatchObject({ text: 'secret' });
    const bob = await connect('/admin', 'b');
    const exception = next(bob, 'exception');
    bob.emit('read', id);
    expect(await exception).toMatchObject({ status: 'error', message: 'Forbidden resource' });
  });

  it('lists who is present', async () => {
    const ada = await connect('/presence');
    const came = next(ada, 'came');
    const bob = await connect('/presence', 'b');
    expect(await came).toBe('bob');
    expect(await ada.emitWithAck('who')).toEqual({ initialized: true, present: ['ada', 'bob'] });
    bob.close();
    await waitUntil(async () => (await ada.emitWithAck('who')).present.length === 1);
  });

  it('streams events, and wraps acknowledgements', async () => {
    const ticker = await connect('/ticker');
    const ticks: number[] = [];
    ticker.on('tick', (tick: number) => ticks.push(tick));
    ticker.emit('subscribe', 3);
    await waitUntil(() => ticks.length === 3);
    expect(ticks).toEqual([0, 1, 2]);
    expect(await (await connect('/profile', 'c')).emitWithAck('rename', 'cleopatra')).toEqual({
      ok: true,
      data: 'cleopatra',
    });
  });

  it('separates the boards of a dynamic namespace', async () => {
    const [first, same, other] = [
      await connect('/boards/1'),
      await connect('/boards/1', 'b'),
      await connect('/boards/2'),
    ];
    const others: unknown[] = [];
    other.on('drawn', (line) => others.push(line));
    const drawn = next(same, 'drawn');
    first.emit('draw', [1, 2]);
    expect(await drawn).toEqual({ board: '/boards/1', line: [1, 2] });
    const own = next(other, 'drawn');
    other.emit('draw', [3]);
    await own;
    expect(others).toEqual([{ board: '/boards/2', line: [3] }]);
  });

  it('sends from an HTTP route', async () => {
    const ada = await connect('');
    const news = next(ada, 'news');
    expect((await application().post('/news', { title: 'today' })).status).toBe(201);
    expect(await news).toEqual({ title: 'today' });
    const pong = next(ada, 'pong');
    ada.emit('ping', 1);
    expect(await pong).toBe(1);
  });
});
