import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { describeApplication, type RunningApplication } from './application.fixture.js';

interface Reply {
  data?: Record<string, unknown> | null;
  errors?: { message: string }[];
}

const sockets: WebSocket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate();
});

/** `@nestjs/graphql`, schema from code: what clients see over HTTP and over WebSockets. */
const tests = (application: () => RunningApplication): void => {
  async function ask(query: string, headers: Record<string, string> = {}): Promise<Reply> {
    const response = await fetch(`${application().url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as Reply;
  }

  const add = (name: string, key = 'open') =>
    ask(`mutation { addCat(cat: { name: "${name}" }) { id name greeting } }`, { 'x-key': key });

  it('replies to queries and mutations with resolved fields', async () => {
    const added = await add('Tom');
    expect(added).toEqual({ data: { addCat: { id: expect.any(Number), name: 'Tom', greeting: 'I am Tom' } } });
    const cat = added.data?.addCat as { id: number } | undefined;
    expect(await ask(`{ cat(id: "${cat?.id}") { name greeting } }`)).toEqual({
      data: { cat: { name: 'Tom', greeting: 'I am Tom' } },
    });
    expect((await ask('{ all { name } }')).data?.all).toContainEqual({ name: 'Tom' });
  });

  it('runs guards, pipes and interceptors', async () => {
    expect((await add('Tom', 'shut')).errors).toMatchObject([{ message: 'Forbidden resource' }]);
    expect((await add('T')).errors).toMatchObject([{ message: 'Bad Request Exception' }]);
    expect((await ask('{ cat(id: "x") { name } }')).errors).toMatchObject([
      { message: 'Validation failed (numeric string is expected)' },
    ]);
    expect(await ask('{ agent }', { 'x-agent': '007' })).toEqual({ data: { agent: 'agent of graphql: 007' } });
  });

  it('replies with errors of resolvers, and rejects unknown fields', async () => {
    expect((await ask('{ cat(id: "999") { name } }')).errors).toMatchObject([{ message: 'No cat 999' }]);
    expect((await ask('{ dog }')).errors?.[0]?.message).toContain('dog');
  });

  it('creates request-scoped providers once for each operation', async () => {
    const first = (await ask('{ visit1 visit2 }')).data as { visit1: number; visit2: number };
    expect(first.visit2).toBe(first.visit1);
    expect(await ask('{ visit1 }')).toEqual({ data: { visit1: first.visit1 + 1 } });
  });

  it('sends to subscribers, through a filter', async () => {
    const socket = new WebSocket(`${application().url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    sockets.push(socket);
    const next = async () => JSON.parse(String((await once(socket, 'message'))[0])) as { type: string };
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init' }));
    expect(await next()).toMatchObject({ type: 'connection_ack' });
    socket.send(
      JSON.stringify({ id: '1', type: 'subscribe', payload: { query: 'subscription { catAdded { name greeting } }' } }),
    );
    // The reply to a ping arrives after the subscription has been registered.
    socket.send(JSON.stringify({ type: 'ping' }));
    expect(await next()).toMatchObject({ type: 'pong' });
    const received = next();
    await add('Secret agent');
    await add('Felix');
    expect(await received).toEqual({
      id: '1',
      type: 'next',
      payload: { data: { catAdded: { name: 'Felix', greeting: 'I am Felix' } } },
    });
  });
};

describeApplication('loose/graphql', tests, { args: ['apollo'] });
describeApplication('loose/graphql', tests, { args: ['mercurius'], platforms: ['fastify'] });
