import { Logger, Module, type Type } from '@portico/common';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { AppModule, start } from './application.fixture.js';
import { listClients } from './clients/list-clients.js';
import { listRooms } from './clients/list-rooms.js';
import type { PageRequest } from './clients/page-of.js';
import { jsonOf, openEvents } from './event-source.fixture.js';
import type { ApplicationDescription } from './protocol/application.js';
import type { ClientPage, RoomPage } from './protocol/clients.js';

class Unreadable extends Error {
  override get message(): string {
    throw new Error('unreadable');
  }
}
const circular: Record<string, unknown> = {};
circular['itself'] = circular;
const unserializable = {
  toJSON() {
    throw Object.create(null);
  },
};
const UNUSUAL: readonly (readonly [error: unknown, shown: object])[] = [
  [Object.assign(new Error(), { message: 10n }), { name: 'Error', message: '"10n"' }],
  [
    Object.assign(new Error(), { name: 1n, message: circular }),
    { name: '"1n"', message: expect.stringContaining('circular') },
  ],
  [new Unreadable(), { name: 'object', message: '{}' }],
  [unserializable, { name: 'object', message: '(cannot be serialized)' }],
  [new Error('x'.repeat(70_000)), { name: 'Error', message: 'x'.repeat(64 * 1024) }],
];

@WebSocketGateway({ namespace: '/chat' })
class FailingGateway {
  @SubscribeMessage('fail') fail(@MessageBody() index: number) {
    throw UNUSUAL[index]![0];
  }
}
@Module({ imports: [AppModule], providers: [FailingGateway] })
class FailingModule {}

async function startChat(module?: Type<object>) {
  const { url, port } = await start({ ...(module && { module }) });
  const { servers }: ApplicationDescription = await jsonOf(fetch(`${url}/application`));
  const server = servers.find(({ gateways }) => gateways.includes('ChatGateway'))?.id as string;
  const connect = async (): Promise<Socket> => {
    const socket = io(`http://127.0.0.1:${port}/chat`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    onTestFinished(() => void socket.close());
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    return socket;
  };
  const list = async <T>(what: string, query = ''): Promise<T> =>
    jsonOf(fetch(`${url}/${what}?server=${server}${query}`));
  return { url, server, connect, list };
}

describe('clients', () => {
  it('are listed in pages, in the order in which they connected, and found by id, room and address', async () => {
    const { connect, list } = await startChat();
    const [first, second, third] = [await connect(), await connect(), await connect()];
    await second.emitWithAck('join', 'Blue room');
    const all = await list<ClientPage>('clients');
    expect(all).toMatchObject({ total: 3, offset: 0 });
    expect(all.clients.map(({ id }) => id)).toEqual([first.id, second.id, third.id]);
    expect(all.clients[1]).toMatchObject({
      rooms: ['Blue room'],
      roomCount: 1,
      address: '127.0.0.1',
      bufferedBytes: 0,
    });
    expect(all.clients[0]?.url).toMatch(/^\/socket\.io\/\?/);

    const part = await list<ClientPage>('clients', '&offset=1&limit=1');
    expect(part).toMatchObject({ total: 3, offset: 1, clients: [{ id: second.id }] });
    const found = await list<ClientPage>('clients', '&search=blue');
    expect(found).toMatchObject({ total: 1, clients: [{ id: second.id }] });
    expect(await list<ClientPage>('clients', `&search=${third.id}`)).toMatchObject({ total: 1 });
    expect(await list<ClientPage>('clients', '&search=127.0.0.1')).toMatchObject({ total: 3 });
    expect(await list<ClientPage>('clients', '&room=Blue%20room')).toMatchObject({ total: 1 });
    expect(await list<ClientPage>('clients', '&limit=-1&offset=x')).toMatchObject({ total: 3, offset: 0 });
    expect(await list<RoomPage>('rooms')).toEqual({ total: 1, offset: 0, rooms: [{ name: 'Blue room', clients: 1 }] });
    expect(await list<RoomPage>('rooms', '&search=red')).toMatchObject({ total: 0, rooms: [] });
  });

  it('of a server that does not exist are refused with 404', async () => {
    const { url } = await startChat();
    const response = await fetch(`${url}/clients?server=nowhere`);
    expect([response.status, (await jsonOf(response)).message]).toEqual([404, expect.stringContaining('"nowhere"')]);
  });

  it('are followed message by message until they disconnect', async () => {
    const { url, server, connect } = await startChat();
    const [followed, other] = [await connect(), await connect()];
    const events = await openEvents(`${url}/clients/${server}/${followed.id}/messages`);
    other.emit('broken');
    await followed.emitWithAck('join', 'blue');
    followed.emit('broken', 'x'.repeat(100_000));
    await new Promise((resolve) => followed.once('exception', resolve));
    followed.emit('nonsense', { a: 1 });
    expect(await events.next('message')).toMatchObject({
      event: 'join',
      data: { text: '"blue"' },
      outcome: 'completed',
      gateway: 'ChatGateway',
      handler: 'join',
      duration: expect.any(Number),
    });
    const broken = await events.next('message');
    expect(broken).toMatchObject({
      event: 'broken',
      data: { length: 100_002 },
      outcome: 'failed',
      error: { name: 'Error', message: 'no database' },
    });
    expect(broken.data.text).toHaveLength(64 * 1024);
    expect(await events.next('message')).toMatchObject({
      event: 'nonsense',
      outcome: 'discarded',
      reason: 'unknown-event',
    });
    followed.close();
    await events.next('left');
    await events.ended;
  });

  it('are followed whatever their handlers throw', async () => {
    vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    onTestFinished(() => void vi.restoreAllMocks());
    const { url, server, connect } = await startChat(FailingModule);
    const client = await connect();
    const events = await openEvents(`${url}/clients/${server}/${client.id}/messages`);
    for (const [index, [, error]] of UNUSUAL.entries()) {
      client.emit('fail', index);
      expect(await events.next('message')).toMatchObject({ event: 'fail', outcome: 'failed', error });
    }
    client.emit('n'.repeat(70_000));
    expect(await events.next('message')).toMatchObject({ event: 'n'.repeat(64 * 1024), outcome: 'discarded' });
  });

  it('that send too fast are followed with gaps, and skipped messages are counted', async () => {
    const { url, server, connect } = await startChat();
    const client = await connect();
    const events = await openEvents(`${url}/clients/${server}/${client.id}/messages`);
    const sent = 1_000;
    for (let index = 0; index < sent; index += 1) client.emit('nonsense');
    await client.emitWithAck('join', 'end');
    client.close();
    await events.next('left');
    const skipped = events.received
      .filter(({ event }) => event === 'skipped')
      .reduce((sum, { data }) => sum + data.count, 0);
    const seen = events.received.filter(({ event }) => event === 'message').length;
    expect(skipped).toBeGreaterThan(0);
    expect(seen + skipped).toBe(sent + 1);
  });

  it('that are not connected cannot be followed', async () => {
    const { url, server } = await startChat();
    expect((await fetch(`${url}/clients/${server}/nobody/messages`)).status).toBe(404);
  });
});

it('does not block the application while many clients are searched', async () => {
  const status: any = {
    clients: 2_000,
    *connected() {
      for (let index = 0; index < 2_000; index += 1) {
        const slow = (): never => {
          const until = performance.now() + 0.1;
          while (performance.now() < until);
          throw new Error('not kept');
        };
        const client = {
          id: `c${index}`,
          bufferedBytes: 0,
          get handshake() {
            return slow();
          },
        };
        yield { client, rooms: new Set<string>() };
      }
    },
  };
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  const options = { search: 'c1999', room: undefined, offset: 0, limit: 10, connectedAt: () => undefined };
  const page = await listClients(status, options);
  clearInterval(timer);
  expect(page).toMatchObject({ total: 1, clients: [{ id: 'c1999', rooms: [] }] });
  expect(turns).toBeGreaterThan(5);
});

it('lists many rooms by their size, with pauses in which the application can do other work', async () => {
  const sizes = new Map(Array.from({ length: 300_000 }, (_, index) => [`r${index}`, index % 100_000 === 7 ? 2 : 1]));
  const status: any = { roomSizes: () => sizes };
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  const names = async (page: Partial<PageRequest>) => {
    const { total, rooms } = await listRooms(status, { search: '', offset: 0, limit: 2, ...page });
    return [total, ...rooms.map(({ name, clients }) => `${name}: ${clients}`)];
  };
  expect(await names({})).toEqual([300_000, 'r7: 2', 'r100007: 2']);
  expect(turns).toBeGreaterThan(0);
  clearInterval(timer);
  expect(await names({ offset: 2 })).toEqual([300_000, 'r200007: 2', 'r0: 1']);
  expect(await names({ offset: 299_999 })).toEqual([300_000, 'r299999: 1']);
  expect(await names({ offset: 300_000 })).toEqual([300_000]);
  expect(await names({ search: '00007', offset: 1 })).toEqual([2, 'r200007: 2']);
});
