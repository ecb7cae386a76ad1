import { once } from 'node:events';
import { waitUntil } from '@portico/test-support';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { describeApplication } from './application.fixture.js';
import { redisForApplications } from './redis.fixture.js';

interface Document {
  changes: { text: string; by: string }[];
  words: number;
  hook: string;
  reader: string;
}

/** A whole application on Fastify: hooks, plugins, a custom upgrade handler together with gateways, a queue, a store. */
describeApplication(
  'editor',
  (application) => {
    const sockets: WebSocket[] = [];

    afterEach(() => {
      for (const socket of sockets.splice(0)) socket.terminate();
    });

    function connect(path: string): WebSocket {
      const socket = new WebSocket(application().url.replace('http', 'ws') + path);
      sockets.push(socket);
      return socket;
    }

    const append = (name: string, text: string, user: string) =>
      fetch(`${application().url}/documents/${name}`, {
        method: 'PUT',
        headers: { 'content-type': 'text/markdown', 'x-user': user },
        body: text,
      });

    it('runs hooks, plugins, middleware and a parser of the application', async () => {
      const appended = await append('hooks', '# Title', 'ada');
      expect([appended.status, await appended.json()]).toEqual([200, { text: '# Title', by: 'ada' }]);
      const response = await application().get('/documents/hooks', { 'x-user': 'bob', 'x-request-id': 'r7' });
      expect(await response.json()).toMatchObject({ hook: 'onRequest r7', reader: 'bob' });
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('x-plugin')).toBeNull();
      await waitUntil(() => application().output().includes('done GET /documents/hooks 200'));
    });

    it('serves the routes of an encapsulated plugin', async () => {
      const response = await application().get('/plugin/version');
      expect([response.headers.get('x-plugin'), await response.json()]).toEqual(['encapsulated', { version: 7 }]);
    });

    it('replies with 404 and 413', async () => {
      expect((await application().get('/documents/none')).status).toBe(404);
      expect((await append('long', 'x'.repeat(1001), 'ada')).status).toBe(413);
    });

    it('counts words in a worker', async () => {
      await append('words', 'one two', 'ada');
      await append('words', 'three', 'ada');
      await waitUntil(async () => (await application().json<Document>('/documents/words')).words === 3);
    });

    it('separates the users of simultaneous requests', async () => {
      const users = ['ada', 'bob', 'cleo', 'dora'];
      const changes = await Promise.all(users.map(async (user) => (await append('many', user, user)).json()));
      expect(changes).toEqual(users.map((user) => ({ text: user, by: user })));
    });

    it('upgrades connections itself, together with a gateway on the same server', async () => {
      const [first, second] = [connect('/collab/shared?user=ada'), connect('/collab/shared?user=bob')];
      await Promise.all([once(first, 'open'), once(second, 'open')]);
      const received = once(second, 'message');
      first.send('hello');
      expect(JSON.parse(String((await received)[0]))).toEqual({ text: 'hello', by: 'ada' });

      const events = connect('/events');
      await once(events, 'open');
      events.send(JSON.stringify({ event: 'length', data: 'shared' }));
      expect(JSON.parse(String((await once(events, 'message'))[0]))).toEqual({ event: 'length', data: 1 });
    });

    it('refuses connections as the handler of the path decides', async () => {
      const [refused] = await once(connect('/collab/shared'), 'error');
      expect(String(refused)).toContain('401');
    });
  },
  { platforms: ['fastify'], prepare: redisForApplications() },
);
