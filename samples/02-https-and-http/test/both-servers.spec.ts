import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { createServer } from 'node:net';
import { waitUntil, withTimeout } from '@portico/test-support';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../src/servers/running.js';
import { start } from '../src/servers/start.js';
import type { Visitors } from '../src/visitors/visitors.gateway.js';
import { certificate, get, portOf, startSample, urlsOf, Visitor, WAYS } from './sample.fixture.js';

describe.each(WAYS)('on $http, with servers created by $servers', (way) => {
  let running: Running;
  let urls: { http: string; https: string };
  beforeAll(async () => {
    running = await startSample(way);
    urls = urlsOf(running);
  });
  afterAll(() => running.app.close());

  it.each(['http', 'https'] as const)(
    'serves the routes over %s, with the protocol of the request',
    async (protocol) => {
      const answer = await get(`${urls[protocol]}/connection`);
      expect(JSON.parse(answer.text)).toEqual({ protocol, ...way });
    },
  );

  it.each(['http', 'https'] as const)('serves the page over %s, with all of its files', async (protocol) => {
    const page = await get(urls[protocol]);
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['strict-transport-security']).toBeUndefined();
    const loads = [...page.text.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) => path as string);
    expect(new Set(loads).size).toBe(3);
    for (const path of loads) expect([path, (await get(urls[protocol] + path)).status]).toEqual([path, 200]);
  });

  it('serves only the files of the page', async () => {
    for (const name of ['key.pem', '..%2fpackage.json', 'constructor'])
      expect([name, (await get(`${urls.http}/assets/${name}`)).status]).toEqual([name, 404]);
  });

  it('serves one gateway over ws and wss', async () => {
    const plain = await Visitor.at(urls.http);
    const secure = await Visitor.at(urls.https);
    const both = ({ ws, wss }: Visitors) => ws === 1 && wss === 1;
    await Promise.all([plain.next('visitors', both), secure.next('visitors', both)]);

    plain.send('say', { text: ' hello ' });
    expect(await secure.next('said')).toEqual({ text: 'hello', by: 'ws' });
    secure.send('say', { text: 'hello yourself' });
    expect(await plain.next('said', (said: { by: string }) => said.by === 'wss')).toMatchObject({
      text: 'hello yourself',
    });

    plain.send('say', { text: 7 });
    expect(await plain.next('exception')).toMatchObject({ message: 'Write something first.' });

    await secure.close();
    await plain.next('visitors', ({ wss }: Visitors) => wss === 0);
    await plain.close();
  });

  it('does not connect clients that do not trust the certificate', async () => {
    await expect(fetch(`${urls.https}/connection`)).rejects.toMatchObject({
      cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
  });
});

describe.each(WAYS)('stopping on $http, with servers created by $servers', { timeout: 20_000 }, (way) => {
  it('completes running requests on both, closes the other connections, and frees both ports', async () => {
    const running = await startSample(way);
    const urls = urlsOf(running);
    const [httpAgent, httpsAgent] = [new http.Agent({ keepAlive: true }), new https.Agent({ keepAlive: true })];
    await Promise.all([get(`${urls.http}/connection`, httpAgent), get(`${urls.https}/connection`, httpsAgent)]);
    const visitors = await Promise.all([Visitor.at(urls.http), Visitor.at(urls.https)]);

    const arrived = [running.httpServer, running.httpsServer].map((server) => once(server, 'request'));
    const slow = [get(`${urls.http}/slow?ms=500`), get(`${urls.https}/slow?ms=500`)];
    await Promise.all(arrived);
    const closing = running.app.close();
    await waitUntil(() => !running.httpServer.listening && !running.httpsServer.listening, { timeout: 8_000 });

    for (const answer of await Promise.all(slow)) expect(JSON.parse(answer.text)).toMatchObject({ done: true });
    await withTimeout(closing, 'end of the application', 8_000);
    await Promise.all(visitors.map((visitor) => withTimeout(visitor.closed, 'end of the connection')));
    await expect(get(urls.http)).rejects.toThrow('ECONNREFUSED');
    await expect(get(urls.https)).rejects.toThrow('ECONNREFUSED');
    httpAgent.destroy();
    httpsAgent.destroy();
  });
});

describe.each(WAYS)('if the second port is in use, on $http with servers created by $servers', (way) => {
  it('nothing listens, and the error names the port', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const free = createServer().listen(0);
    await once(free, 'listening');
    const [port, httpsPort] = [free, other].map((server) => portOf(server as never)) as [number, number];
    await new Promise((resolve) => free.close(resolve));
    try {
      const options = { ...way, port, httpsPort, certificate };
      await expect(start(options)).rejects.toMatchObject({ code: 'EADDRINUSE', port: httpsPort });
      await expect(get(`http://127.0.0.1:${port}/connection`)).rejects.toThrow('ECONNREFUSED');
    } finally {
      other.close();
    }
  });
});
