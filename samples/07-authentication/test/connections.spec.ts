import { connectWs, type Place, type TestClient } from '@portico/conformance';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type RunningSample, startSample } from './sample.fixture.js';

let sample: RunningSample;
beforeAll(async () => {
  sample = await startSample(60);
});
afterAll(() => sample.app.close());

async function connect(headers: Record<string, string>, { port } = sample): Promise<TestClient & Closed> {
  const place: Place = { port, path: '/live', headers };
  const client = await connectWs(place);
  onTestFinished(() => client.destroy());
  return client;
}

interface Closed {
  readonly closeCode?: number | undefined;
}

/** Logs in, and returns the cookies of the browser. */
async function logIn(name: string, password: string, { url } = sample): Promise<Record<string, string>> {
  const response = await fetch(`${url}/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, password }),
  });
  expect(response.status).toBe(200);
  expect(response.headers.getSetCookie().map((cookie) => cookie.replace(/=[^;]+/, ''))).toEqual([
    'session; Path=/session; HttpOnly; SameSite=Strict',
    expect.stringMatching(/^token; Path=\/live; Expires=.*; HttpOnly; SameSite=Strict$/),
  ]);
  return { Cookie: cookiesOf(response) };
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

function send(method: string, path: string, headers: Record<string, string> = {}, { url } = sample): Promise<Response> {
  return fetch(`${url}${path}`, { method, headers });
}

describe('a browser', () => {
  it('is connected as its user with the token in its cookie', async () => {
    const ada = await connect(await logIn('ada', 'lovelace'));
    expect(await ada.next('welcome')).toMatchObject({ name: 'ada', role: 'user' });
    const grace = await connect(await logIn('grace', 'hopper'));
    ada.send('say', { text: ' hello ' });
    for (const client of [ada, grace]) expect(await client.next('said')).toEqual({ from: 'ada', text: 'hello' });
    ada.send('say', { text: ' ' });
    expect(await ada.next('exception')).toMatchObject({ message: expect.stringContaining('Write something.') });
    ada.send('announce', { text: 'free coffee' });
    expect(await ada.next('exception')).toMatchObject({ message: 'Only services can announce' });
  });

  it.each([
    ['ada', 'hopper'],
    ['nobody', 'lovelace'],
  ])('cannot log in as %s with the password %s', async (name, password) => {
    const response = await fetch(`${sample.url}/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name, password }),
    });
    expect(response.status).toBe(401);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('is not connected without a token, or with a forged one', async () => {
    const forged = { Cookie: 'token=eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.' };
    for (const headers of [{}, forged] as Record<string, string>[]) {
      await expect(connect(headers)).rejects.toMatchObject({
        status: 401,
        headers: expect.objectContaining({ 'www-authenticate': 'Bearer' }),
      });
    }
  });

  it('cannot be connected by a page of another site', async () => {
    const cookies = await logIn('ada', 'lovelace');
    await expect(connect({ ...cookies, Origin: 'https://evil.example' })).rejects.toMatchObject({ status: 403 });
    const own = await connect({ ...cookies, Origin: sample.url, Host: `127.0.0.1:${sample.port}` });
    expect(await own.next('welcome')).toMatchObject({ name: 'ada' });
  });

  it('is disconnected when it logs out, and receives no further token', async () => {
    const [cookies, others] = [await logIn('ada', 'lovelace'), await logIn('ada', 'lovelace')];
    const [client, other] = [await connect(cookies), await connect(others)];
    await Promise.all([client.next('welcome'), other.next('welcome')]);
    expect((await send('DELETE', '/session', cookies)).status).toBe(204);
    await client.left;
    expect(client.closeCode).toBe(1000);
    expect((await send('POST', '/session/token', cookies)).status).toBe(401);
    other.send('say', { text: 'still here' });
    expect(await other.next('said')).toEqual({ from: 'ada', text: 'still here' });
  });

  it('may have ten connections from one address', async () => {
    const limited = await startSample(60);
    onTestFinished(() => limited.app.close());
    const cookies = await logIn('ada', 'lovelace', limited);
    for (let count = 0; count < 10; count += 1) await connect(cookies, limited);
    await expect(connect(cookies, limited)).rejects.toMatchObject({ status: 429 });
  });
});

describe('a token', () => {
  it('closes its connection when it expires, and can be renewed while the session lasts', async () => {
    const short = await startSample(1);
    onTestFinished(() => short.app.close());
    const cookies = await logIn('ada', 'lovelace', short);
    const client = await connect(cookies, short);
    await client.next('welcome');
    await client.left;
    expect(client.closeCode).toBe(4401);
    await expect(connect(cookies, short)).rejects.toMatchObject({ status: 401 });
    const renewed = await send('POST', '/session/token', cookies, short);
    expect(await renewed.json()).toMatchObject({ name: 'ada' });
    const again = await connect({ Cookie: cookiesOf(renewed) }, short);
    expect(await again.next('welcome')).toMatchObject({ name: 'ada' });
  });
});

describe('a service', () => {
  it('is connected with the token in a header, and may announce', async () => {
    expect((await send('POST', '/service-token', { 'X-Service-Key': 'guessed' })).status).toBe(401);
    const response = await send('POST', '/service-token', { 'X-Service-Key': 'let-me-in' });
    const { token } = (await response.json()) as { token: string };
    const service = await connect({ Authorization: `Bearer ${token}` });
    expect(await service.next('welcome')).toMatchObject({ role: 'service' });
    service.send('announce', { text: 'free coffee' });
    expect(await service.next('announced')).toEqual({ text: 'free coffee' });
  });
});
