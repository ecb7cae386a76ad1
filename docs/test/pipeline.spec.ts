import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { runExample, runToEnd, watchExample } from './run-example.js';

function open(url: string, query: Record<string, string> = {}): Socket {
  const client = io(url, { forceNew: true, query });
  onTestFinished(() => {
    client.close();
  });
  return client;
}

/** Returns the acknowledgement of a message, or the exception. */
function say(client: Socket, event: string, data: unknown): Promise<unknown> {
  const failed = new Promise((found) => client.once('exception', found));
  return Promise.race([client.timeout(5000).emitWithAck(event, data), failed]);
}

describe('one pipeline for both', () => {
  it('guards, transforms, wraps and catches on HTTP', async () => {
    const url = await runExample('pipeline/main.ts');
    const withdraw = async (amount: unknown, role = 'owner') => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json', 'x-role': role } };
      const response = await fetch(`${url}/account/withdraw`, { ...init, body: JSON.stringify({ amount }) });
      return { status: response.status, body: await response.json() };
    };
    expect(await withdraw(30)).toEqual({
      status: 201,
      body: { data: { balance: 70, caller: 'owner' }, took: expect.any(Number) },
    });
    expect(await withdraw(30, 'guest')).toMatchObject({ status: 403 });
    expect(await withdraw('nothing')).toMatchObject({
      status: 400,
      body: { message: 'amount must be a number above zero' },
    });
    expect(await withdraw(200)).toEqual({ status: 409, body: { error: 'Overdrawn', missing: 130 } });
  });

  it('guards, transforms, wraps and catches on a gateway', async () => {
    const url = await runExample('pipeline/main.ts');
    const owner = open(url, { role: 'owner' });
    expect(await say(owner, 'withdraw', { amount: 30 })).toEqual({
      data: { balance: 70, caller: 'owner' },
      took: expect.any(Number),
    });
    expect(await say(owner, 'withdraw', { amount: 200 })).toEqual({ error: 'Overdrawn', missing: 130 });
    expect(await say(owner, 'withdraw', { amount: 0 })).toMatchObject({ status: 'error' });
    expect(await say(open(url), 'withdraw', { amount: 1 })).toMatchObject({ message: 'Forbidden resource' });
  });

  it('applies global enhancers to gateways', async () => {
    const url = await runExample('pipeline/global.ts');
    expect(await (await fetch(url, { headers: { 'x-role': 'owner' } })).json()).toMatchObject({ data: 42 });
    expect((await fetch(url)).status).toBe(403);
    expect(await say(open(url, { role: 'owner' }), 'secret', 'what')).toMatchObject({ data: 'what? 42' });
    expect(await say(open(url), 'secret', 'what')).toMatchObject({ message: 'Forbidden resource' });
  });

  it('has a scope for each request and each message', async () => {
    const url = await runExample('pipeline/request-scope.ts');
    expect(await (await fetch(`${url}/notes`)).json()).toEqual(['http /notes']);
    const client = open(url);
    expect(await say(client, 'notes', undefined)).toEqual(['ws notes']);
    expect(await say(client, 'notes', undefined)).toEqual(['ws notes']);
  });
});

describe('the order of the page', () => {
  it.each([
    ['please', ['interceptor, after', 'interceptor, after', 'interceptor, after'], '{"wish":"please"}'],
    ['fail', ['filter'], '{"error":"as you wished"}'],
  ])('GET /%s', async (wish, end, body) => {
    const { url, lines } = await watchExample('pipeline/order.ts');
    expect(await (await fetch(`${url}/${wish}`)).text()).toBe(body);
    const levels = ['method', 'class', 'global'];
    // The output of a program may arrive after its reply.
    await vi.waitFor(() =>
      expect(lines().filter((line) => line.startsWith('- '))).toEqual([
        '- global guard',
        '- class guard',
        '- method guard',
        '- global interceptor, before',
        '- class interceptor, before',
        '- method interceptor, before',
        '- global pipe',
        '- class pipe',
        '- method pipe',
        '- parameter pipe',
        '- handler',
        ...end.map((stage, index) => `- ${levels[index]} ${stage}`),
      ]),
    );
  });
});

it('consumes a queue in an application without a server', async () => {
  const output = await runToEnd('pipeline/jobs/main.ts');
  expect(output).toMatch(/Mailer.* sent to ada@example\.org/);
  expect(output).toMatch(/Worker.* closed/);
  expect(output.match(/sent to/g)).toHaveLength(1);
});

it('serves a custom transport', async () => {
  const url = new URL(await runExample('pipeline/lines/main.ts'));
  const socket = connect(Number(url.port));
  onTestFinished(() => {
    socket.destroy();
  });
  const lines = createInterface(socket);
  const ask = async (line: string): Promise<string> => {
    socket.write(`${line}\n`);
    return (await once(lines, 'line'))[0];
  };
  expect(await ask('add 2 3')).toBe('5');
  expect(await ask('add two 3')).toBe('! Validation failed (numeric string is expected)');
  expect(await ask('open monday')).toBe('open on monday');
  expect(await ask('open sunday')).toBe('! you may not');
  expect(await ask('fly')).toBe('! nobody knows fly');
});
