import type { AddressInfo } from 'node:net';
import type { INestApplication } from '@portico/common';
import { waitUntil } from '@portico/test-support';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApplication } from '../src/application.js';
import { ClockGateway } from '../src/clock/clock.gateway.js';
import { FrameClient } from './frame-client.fixture.js';

let app: INestApplication;
let url: string;
beforeEach(async () => {
  app = await createApplication();
  // The tests send invalid messages, whose errors would fill the output.
  app.useLogger(false);
  await app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
});
afterEach(() => app.close());

const connect = (path: string) => FrameClient.connect(url + path);

describe('the clock', () => {
  it('ticks until it is stopped', async () => {
    const client = await connect('/clock');
    client.send('watch', { every: 50 });
    for (const count of [0, 1, 2]) expect(await client.next('tick')).toMatchObject({ count });
    client.send('stop');
    await waitUntil(() => app.get(ClockGateway).running === 0);
  });

  it('restarts when it is started again, and runs once', async () => {
    const client = await connect('/clock');
    for (const _ of [1, 2, 3]) client.send('watch');
    await client.next('tick');
    await waitUntil(() => app.get(ClockGateway).running === 1);
  });

  it('stops when its client disconnects', async () => {
    const [leaving, staying] = [await connect('/clock'), await connect('/clock')];
    for (const client of [leaving, staying]) {
      client.send('watch');
      await client.next('tick');
    }
    expect(app.get(ClockGateway).running).toBe(2);
    await leaving.close();
    await waitUntil(() => app.get(ClockGateway).running === 1);
  });

  it.each([1, 60_001, 'often', 1.5])('rejects the interval %s', async (every) => {
    const client = await connect('/clock');
    client.send('watch', { every });
    expect(await client.next('problem')).toMatchObject({ event: 'watch', message: expect.stringContaining('50 to') });
  });
});

describe('the calculator', () => {
  it('answers each question with its id, even if the result is 0', async () => {
    const client = await connect('/calculator');
    client.send('product', { id: 1, numbers: [2, 3, 4] });
    client.send('sum', { id: 2, numbers: [1, -1] });
    client.send('quotient', { id: 3, numbers: [12, 3, 4] });
    const answers = [await client.next('answer'), await client.next('answer'), await client.next('answer')];
    expect(answers.sort((a, b) => a.id - b.id)).toEqual([
      { id: 1, value: 24 },
      { id: 2, value: 0 },
      { id: 3, value: 1 },
    ]);
  });

  it.each([
    [{ id: 1, numbers: [1, 'x'] }, '"x" is not a number.'],
    [{ id: 1, numbers: [] }, 'Enter at least one number.'],
    [{ id: 1 }, 'Enter at least one number.'],
    [{ id: 1, numbers: [1, 0] }, 'A number cannot be divided by 0.'],
  ])('rejects %j with the id of the question, and continues', async (question, message) => {
    const client = await connect('/calculator');
    client.send('quotient', question);
    expect(await client.next('problem')).toEqual({ event: 'quotient', id: 1, message });
    client.send('quotient', { id: 2, numbers: [6, 2] });
    expect(await client.next('answer')).toEqual({ id: 2, value: 3 });
  });

  it('closes a connection that sends a frame that is too large with 1009', async () => {
    const client = await connect('/calculator');
    client.sendText('x'.repeat(5_000));
    expect(await client.closed).toBe(1009);
  });
});

describe('the board', () => {
  it('allows all clients to read, and only members to post', async () => {
    const [ana, bea] = [await connect('/board'), await connect('/board')];
    expect(await bea.next('notes')).toEqual([]);
    ana.send('post', { text: 'hello' });
    expect(await ana.next('problem')).toMatchObject({
      event: 'post',
      message: expect.stringContaining('Sign in to post'),
    });
    ana.send('sign-in', { name: ' Ana ' });
    expect(await ana.next('signed-in')).toEqual({ name: 'Ana' });
    ana.send('post', { text: 'hello' });
    for (const client of [ana, bea]) expect(await client.next('note')).toEqual({ from: 'Ana', text: 'hello' });
    expect(await (await connect('/board')).next('notes')).toEqual([{ from: 'Ana', text: 'hello' }]);
  });

  it.each([
    ['sign-in', {}, 'Your name is missing.'],
    ['sign-in', { name: 'x'.repeat(41) }, 'Your name can have at most 40 characters.'],
    ['post', { text: ' ' }, 'The text is missing.'],
  ])('says what is wrong with %s %j', async (event, data, message) => {
    const client = await connect('/board');
    client.send('sign-in', { name: 'Ana' });
    await client.next('signed-in');
    client.send(event, data);
    expect(await client.next('problem')).toMatchObject({ event, message });
  });

  it('counts its readers with a second gateway on the same path', async () => {
    const ana = await connect('/board');
    expect(await ana.next('presence')).toEqual({ readers: 1 });
    const bea = await connect('/board');
    expect(await ana.next('presence')).toEqual({ readers: 2 });
    await bea.close();
    expect(await ana.next('presence')).toEqual({ readers: 1 });
  });
});

describe('frames', () => {
  it.each([
    ['{"event":"sum"}', { reason: 'malformed' }],
    ['garbage', { reason: 'malformed' }],
    ['["no-such-event", 1]', { reason: 'unknown-event', event: 'no-such-event' }],
  ])('reports to the sender that %s reached no handler, and handles the next one', async (text, discarded) => {
    const client = await connect('/calculator');
    client.sendText(text);
    expect(await client.next('discarded')).toMatchObject(discarded);
    client.send('sum', { id: 1, numbers: [1] });
    expect(await client.next('answer')).toEqual({ id: 1, value: 1 });
  });

  it('may be binary, or empty to keep the connection open', async () => {
    const client = await connect('/calculator');
    client.sendText('');
    client.sendText(Buffer.from('["sum",{"id":1,"numbers":[20,22]}]'));
    expect(await client.next('answer')).toEqual({ id: 1, value: 42 });
    expect(client.waiting('discarded')).toBe(0);
  });

  it('reach only the gateways of their path', async () => {
    const client = await connect('/clock');
    client.send('sum', { id: 1, numbers: [1] });
    expect(await client.next('discarded')).toMatchObject({ reason: 'unknown-event', event: 'sum' });
    await expect(connect('/nowhere')).rejects.toThrow('404');
  });
});
