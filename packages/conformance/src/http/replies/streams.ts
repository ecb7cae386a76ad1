import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { portOf } from '../../support/port-of.js';
import type { HttpPlatform } from '../support/platform.js';
import { repliesOn } from './replies-on.js';
import { StreamsController } from './streams-controller.js';

export function describeStreams(platform: HttpPlatform): void {
  describe('streams', () => {
    const { app, at } = repliesOn(platform);
    const BYTES = 'application/octet-stream';
    const TEXT = 'text/plain; charset=utf-8';
    const LINES = 'application/x-ndjson';
    const SENT = [
      ['bytes', BYTES, 'ab'],
      ['texts', TEXT, 'aü'],
      ['objects', LINES, '{"a":1}\n[2]\ntext.'],
      ['web', BYTES, 'a'],
      ['generator', LINES, '{"a":1}\n2\n'],
      ['later', TEXT, 'later'],
    ] as const;

    it.each(SENT)('%s are sent as %s', async (name, type, text) => {
      const reply = await app().get(`/streams/one/${name}`);
      expect([reply.status, reply.headers['content-type'], reply.text]).toEqual([200, type, text]);
    });

    it.each(SENT)('HEAD for %s has the status and headers of GET', async (name, type) => {
      const reply = await app().send(`/streams/one/${name}`, { method: 'HEAD' });
      expect([reply.status, reply.headers['content-type'], reply.text]).toEqual([200, type, '']);
      expect(reply.headers['content-length']).toBeUndefined();
    });

    it('without values are sent as an empty body', async () => {
      expect(await at('/streams/one/nothing')).toEqual([200, '']);
    });

    it('keep the status and the content type of the route', async () => {
      const reply = await app().get('/streams/typed');
      expect([reply.status, reply.text]).toEqual([203, 'a,b']);
      expect(reply.headers['content-type']).toMatch(/^text\/csv/);
    });

    it('pass through serializer interceptors', async () => {
      expect(await at('/streams/serialized')).toEqual([200, '{"a":1}\n']);
    });

    it.each(['GET', 'HEAD'])('of a web Response have its status and headers (%s)', async (method) => {
      const reply = await app().send('/streams/response', { method });
      expect([reply.status, reply.text]).toEqual([203, method === 'GET' ? 'a{}' : '']);
      expect(reply.headers['content-type']).toMatch(/^text\/css/);
      expect(reply.headers['set-cookie']).toEqual(['a=1', 'b=2']);
      const empty = await app().send('/streams/response/empty', { method });
      expect([empty.status, empty.text, empty.headers['etag']]).toEqual([304, '', '"1"']);
      expect((await app().send('/streams/response/error', { method })).status).toBe(500);
    });

    it('of a fetched Response are sent decoded', async () => {
      const source = createServer((_request, response) => {
        response.setHeader('content-encoding', 'gzip').setHeader('x-from', 'afar').end(gzipSync('fetched'));
      });
      onTestFinished(() => void source.close());
      await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
      const port = portOf(source);
      const reply = await app().get(`/streams/response/fetched?url=http://127.0.0.1:${port}`);
      expect([reply.status, reply.text, reply.headers['x-from']]).toEqual([200, 'fetched', 'afar']);
      expect(reply.headers['content-encoding']).toBeUndefined();
    });

    it.each(['GET', 'HEAD'])(
      'that fail before their first value are answered like other exceptions (%s)',
      async (method) => {
        for (const [name, status] of [
          ['fails', 500],
          ['refuses', 409],
          ['circular', 500],
        ] as const) {
          const reply = await app().send(`/streams/one/${name}`, { method });
          expect([name, reply.status]).toEqual([name, status]);
          expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
        }
      },
    );

    it.each(['/streams/breaks', '/streams/breaks/bigint'])(
      'that fail later (%s) close the connection, and are logged',
      async (path) => {
        const logged = app().logger.errors.length;
        await expect(app().get(path)).rejects.toThrow(/aborted|hang up|reset/i);
        expect(app().logger.errors.length).toBe(logged + 1);
        expect(await at('/number')).toEqual([200, '0']);
      },
    );

    it('are destroyed when the client disconnects', async () => {
      const controller = app().app.get(StreamsController);
      const logged = app().logger.errors.length;
      (await app().open('/streams/generator/endless')).destroy();
      await eventually(() => expect(controller.left).toContain('generator'));
      (await app().open('/streams/endless')).destroy();
      await eventually(() => expect(controller.endless?.destroyed).toBe(true));
      expect(app().logger.errors.length).toBe(logged);
    });

    it.each(['begun', 'silent', 'with an unread body'])(
      'of the web that wait for their next value (%s) are cancelled then, too',
      async (given) => {
        const controller = app().app.get(StreamsController);
        const socket = await app().rawSocket();
        const body = given === 'with an unread body' ? 'x'.repeat(1024 * 1024) : '';
        socket.write(
          `GET /streams/idle/${encodeURIComponent(given)} HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
        );
        await eventually(() => expect(controller.waiting).toContain(given));
        socket.destroy();
        await eventually(() => expect(controller.left).toContain(given));
      },
    );

    it.each(['throws', 'gives no promise'])('with a return() that %s do not affect anything else', async (end) => {
      (await app().open(`/streams/by-hand/${encodeURIComponent(end)}`)).destroy();
      await eventually(() => expect(app().app.get(StreamsController).left).toContain(end));
      expect(await at('/number')).toEqual([200, '0']);
    });
  });
}
