import type { INestApplication } from '@portico/common';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { portOf, prepareExamples } from './http-example.js';

prepareExamples();

async function listening(app: INestApplication): Promise<string> {
  app.useLogger(false);
  onTestFinished(() => app.close());
  if (!app.getHttpServer().listening) await app.listen(0);
  return `http://localhost:${portOf(app.getHttpServer())}`;
}

describe.each([
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
])('protection on %s', (_platform, adapter) => {
  it('sets the security headers of browsers, also on errors', async () => {
    const { start } = await import('../examples/security/protect.js');
    const url = await listening(await start(adapter()));
    for (const path of ['/', '/nowhere']) {
      const { headers } = await fetch(url + path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': expect.stringContaining("img-src 'self' https://images.example.com"),
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'origin-agent-cluster': '?1',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect([headers.has('x-powered-by'), headers.has('cross-origin-embedder-policy')]).toEqual([false, false]);
    }
  });

  it('refuses unsafe requests of other sites', async () => {
    const { start } = await import('../examples/security/protect.js');
    const url = await listening(await start(adapter()));
    const post = async (headers: Record<string, string>, path = '/transfers') =>
      (await fetch(url + path, { method: 'POST', headers: { 'sec-fetch-mode': 'cors', ...headers } })).status;
    const evil = { origin: 'https://evil.example' };
    expect(await post({ 'sec-fetch-site': 'cross-site', ...evil })).toBe(403);
    expect(await post({ 'sec-fetch-site': 'same-site', origin: 'https://other.example.com' })).toBe(403);
    expect(await post(evil)).toBe(403);
    expect(await post({ 'sec-fetch-site': 'same-origin', origin: url })).toBe(201);
    expect(await post({ origin: 'https://accounts.example.com' })).toBe(201);
    expect(await post({})).toBe(201);
    expect(await post(evil, '/webhooks/bank')).toBe(201);
    expect((await fetch(url, { headers: evil })).status).toBe(200);
  });
});

it.each([
  ['Express', async () => (await import('../examples/security/trust-proxy.js')).onExpress()],
  ['Fastify', async () => (await import('../examples/security/trust-proxy.js')).onFastify()],
])('reads the address of the client behind a proxy on %s', async (_platform, create) => {
  const url = await listening(await create());
  const headers = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7' };
  expect(await (await fetch(url, { headers })).text()).toBe('198.51.100.7');
});
