import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MAX_FRAME_BYTES, RATE } from '../src/chat/limits.js';
import { ChatTester } from './chat-client.fixture.js';
import { type ChatServer, COMBINATIONS, startChat } from './chat-server.fixture.js';

describe.each(COMBINATIONS)('the gateway over $ws on $http', (platforms) => {
  let server: ChatServer;
  let testers: ChatTester[] = [];
  beforeAll(async () => {
    server = await startChat(platforms);
  });
  afterAll(() => server.close());
  afterEach(async () => {
    await Promise.all(testers.map((tester) => tester.close()));
    testers = [];
  });

  async function connect(): Promise<ChatTester> {
    const tester = await ChatTester.connect(platforms.ws, server.port);
    testers.push(tester);
    return tester;
  }

  it('reports who is in the room, who joins and who leaves', async () => {
    const [ana, bea] = [await connect(), await connect()];
    expect(await ana.join('Ana', 'comings')).toMatchObject({ room: 'comings', you: { nickname: 'Ana' } });
    const joined = await bea.join('Bea', 'comings');
    expect(joined.people.map(({ nickname }) => nickname)).toEqual(['Ana', 'Bea']);
    expect(await ana.next('people')).toMatchObject({ came: { nickname: 'Bea' } });
    bea.send('leave');
    expect(await bea.next('left')).toEqual({ room: 'comings' });
    expect(await ana.next('people')).toMatchObject({ went: joined.you, people: [{ nickname: 'Ana' }] });
  });

  it('reports that a client has left when its connection is closed', async () => {
    const [ana, bea] = [await connect(), await connect()];
    await ana.join('Ana', 'endings');
    await bea.join('Bea', 'endings');
    await bea.close();
    expect(await ana.next('people', ({ went }) => went !== undefined)).toMatchObject({ went: { nickname: 'Bea' } });
  });

  it('sends a message to all clients in the room, and to no others', async () => {
    const [ana, bea, eve] = [await connect(), await connect(), await connect()];
    await ana.join('Ana', 'talk');
    await bea.join('Bea', 'talk');
    await eve.join('Eve', 'elsewhere');
    const { message } = await ana.say('  <b>hello</b>\n🦊 ');
    expect(message.text).toBe('<b>hello</b>\n🦊');
    expect(await bea.next('message')).toEqual(message);
    await eve.say('barrier');
    expect([ana.has('message'), eve.has('message')]).toEqual([false, false]);
  });

  it('sends the last 50 messages to clients that join later', async () => {
    const texts = Array.from({ length: 55 }, (_, index) => `message ${index}`);
    const room = `history`;
    // Several clients send, because the rate of one is limited.
    const speakers = [await connect(), await connect(), await connect()];
    for (const [index, speaker] of speakers.entries()) await speaker.join(`Speaker ${index}`, room);
    for (const [index, text] of texts.entries()) await speakers[index % 3]?.say(text);
    const { history } = await (await connect()).join('Late', room);
    expect(history.map(({ text }) => text)).toEqual(texts.slice(5));
  });

  it('tells other clients who is typing until the message is sent', async () => {
    const [ana, bea] = [await connect(), await connect()];
    await ana.join('Ana', 'typing');
    await bea.join('Bea', 'typing');
    ana.send('typing', { typing: true });
    expect(await bea.next('typing')).toMatchObject({ people: [{ nickname: 'Ana' }] });
    await ana.say('done');
    expect(await bea.next('typing')).toEqual({ people: [] });
    expect(ana.has('typing')).toBe(false);
  });

  it.each([
    [
      'a text that is too long',
      'say',
      { text: 'x'.repeat(501), ref: 'r1' },
      { ref: 'r1', field: 'text', code: 'INVALID' },
    ],
    [
      'an empty text',
      'say',
      { text: '', ref: 'r2' },
      { ref: 'r2', field: 'text', message: expect.stringMatching('empty') },
    ],
    ['an object as text', 'say', { text: { toString: 1 }, ref: 'r3' }, { ref: 'r3', field: 'text' }],
    ['a bare string', 'say', 'just a string', { code: 'INVALID' }],
    ['no data', 'say', undefined, { code: 'INVALID' }],
    ['null', 'say', null, { code: 'INVALID' }],
    ['a string for a boolean', 'typing', { typing: 'yes' }, { field: 'typing' }],
    ['a wish without session', 'join', { nickname: 'Ana', room: 'lobby' }, { field: 'session' }],
  ])('rejects %s, and reports the problem only to the sender', async (_what, event, data, problem) => {
    const [ana, bea] = [await connect(), await connect()];
    await ana.join('Ana', 'mistakes');
    await bea.join('Bea', 'mistakes');
    ana.send(event, data);
    expect(await ana.next('problem')).toMatchObject({ event, ...problem });
    await bea.say('barrier');
    expect(bea.has('problem') || bea.has('message')).toBe(false);
  });

  it('rejects messages outside of a room', async () => {
    const ana = await connect();
    ana.send('say', { text: 'hello?', ref: '1' });
    expect(await ana.next('problem')).toMatchObject({ event: 'say', ref: '1', code: 'NO_ROOM' });
  });

  it('rejects a nickname that is in use, and suggests another one', async () => {
    const [ana, other] = [await connect(), await connect()];
    await ana.join('Ana', 'names');
    other.send('join', { nickname: 'ANA', room: 'names', session: other.session });
    expect(await other.next('problem')).toMatchObject({
      code: 'NICKNAME_TAKEN',
      field: 'nickname',
      suggestion: 'ANA-2',
    });
    expect(await other.join('Ana', 'other-names')).toMatchObject({ room: 'other-names' });
  });

  it('returns a reconnected session to its room', async () => {
    const lost = await connect();
    const { you } = await lost.join('Ana', 'rejoin');
    const again = await connect();
    again.send('join', { nickname: 'Ana', room: 'rejoin', session: lost.session });
    expect(await again.next('joined')).toMatchObject({ you, people: [you] });
    expect(await lost.next('replaced')).toEqual({ room: 'rejoin' });
    await lost.closed;
  });

  it('limits a client that floods, and serves other clients', async () => {
    const [flood, calm] = [await connect(), await connect()];
    await flood.join('Flood', 'flood');
    await calm.join('Calm', 'flood');
    for (let index = 0; index < RATE.burst + 5; index++) flood.send('say', { text: `${index}`, ref: `${index}` });
    expect(await flood.next('problem')).toMatchObject({ code: 'TOO_FAST' });
    await expect(calm.say('I am fine')).resolves.toBeDefined();
  });

  it('closes a connection that sends a frame that is too large', async () => {
    const ana = await connect();
    ana.send('say', { text: 'x'.repeat(MAX_FRAME_BYTES), ref: '1' });
    await ana.closed;
    testers = [];
  });

  it('ignores unknown events, and replies to a ping', async () => {
    const ana = await connect();
    ana.send('no-such-event', { a: 1 });
    ana.send('ping', {});
    await expect(ana.next('pong')).resolves.toBeDefined();
    expect(ana.has('problem')).toBe(false);
  });
});

describe('the chat', () => {
  it('connects clients of both libraries', async () => {
    const server = await startChat({ http: 'express', ws: 'ws' });
    const [ana, bea] = [
      await ChatTester.connect('socket.io', server.port),
      await ChatTester.connect('ws', server.port),
    ];
    await ana.join('Ana', 'both');
    const { people } = await bea.join('Bea', 'both');
    expect(people.map(({ nickname }) => nickname)).toEqual(['Ana', 'Bea']);
    expect(await ana.next('people')).toMatchObject({ came: { nickname: 'Bea' } });
    const { message } = await ana.say('hello');
    expect(await bea.next('message')).toEqual(message);
    const answer = await bea.say('hello Ana');
    expect(await ana.next('message')).toEqual(answer.message);
    await Promise.all([ana.close(), bea.close()]);
    await server.close();
  });
});
