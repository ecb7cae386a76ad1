import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChatServer, startChat } from './chat-server.fixture.js';

describe.each(['express', 'fastify'] as const)('the page on %s', (http) => {
  let server: ChatServer;
  beforeAll(async () => {
    server = await startChat({ http, ws: 'socket.io' });
  });
  afterAll(() => server.close());

  it('is HTML with a policy that allows only its own resources', async () => {
    const page = await fetch(server.url);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  it('serves all files of public/ with their type', async () => {
    const types = { html: 'text/html', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };
    for (const name of await readdir(new URL('../public/', import.meta.url))) {
      const answer = await fetch(`${server.url}/assets/${name}`);
      expect([name, answer.status]).toEqual([name, 200]);
      const ending = name.split('.').at(-1) as keyof typeof types;
      expect(answer.headers.get('content-type')).toContain(types[ending]);
      expect(Number(answer.headers.get('content-length'))).toBe((await answer.arrayBuffer()).byteLength);
    }
  });

  it('serves @portico/client as a module without imports', async () => {
    const module = await fetch(`${server.url}/assets/portico-client.js`);
    expect(module.headers.get('content-type')).toContain('text/javascript');
    const code = await module.text();
    expect(code).toContain('portico.1');
    expect(code).not.toMatch(/^import /m);
  });

  it.each(['nothing.js', '..%2fpackage.json', '%2e%2e%2fsrc%2fmain.ts'])('does not serve %s', async (name) => {
    const answer = await fetch(`${server.url}/assets/${name}`);
    expect(answer.status).toBe(404);
  });

  it('returns the platforms on which it runs', async () => {
    const answer = await fetch(`${server.url}/config`);
    expect(await answer.json()).toEqual({ http });
  });
});
