import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import type { HttpPlatform } from '../support/platform.js';
import { RepliesController } from './replies-controller.js';
import { repliesOn } from './replies-on.js';

export function describeFiles(platform: HttpPlatform): void {
  describe('StreamableFile', () => {
    const { app, at } = repliesOn(platform);
    it('is sent with its headers', async () => {
      const reply = await app().get('/file');
      expect(reply.text).toBe('file');
      expect(reply.headers).toMatchObject({
        'content-type': 'text/plain',
        'content-disposition': 'attachment; filename="a.txt"',
        'content-length': '4',
      });
    });

    it('keeps letters of Latin-1 in its name, for GET and HEAD', async () => {
      for (const method of ['GET', 'HEAD']) {
        const { status, headers } = await app().send('/file/umlaut', { method });
        expect([method, status, headers['content-disposition'], headers['content-length']]).toEqual([
          method,
          200,
          'attachment; filename="größe.txt"',
          '4',
        ]);
      }
    });

    it('has the type application/octet-stream by default, and keeps the type of @Header', async () => {
      const reply = await app().get('/file/default');
      expect([reply.headers['content-type'], reply.text]).toEqual(['application/octet-stream', 'abc']);
      expect((await app().get('/file/header')).headers['content-type']).toBe('image/png');
      expect((await app().get('/file/promise')).text).toBe('later');
    });

    it('whose stream fails before its first byte is answered with an error', async () => {
      const reply = await app().get('/file/fails');
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.text).not.toContain('stack');
    });

    it('whose stream is already destroyed is answered with an error', async () => {
      expect((await app().get('/file/destroyed')).status).toBe(400);
    });

    it('whose stream is destroyed without an error closes the connection', async () => {
      await expect(app().get('/file/stops')).rejects.toThrow(/aborted|hang up|reset/i);
      expect(await at('/number')).toEqual([200, '0']);
    });

    it('whose stream fails later closes the connection, so that the client notices', async () => {
      await expect(app().get('/file/breaks')).rejects.toThrow(/aborted|hang up|reset/i);
      expect(await at('/number')).toEqual([200, '0']);
    });

    it('is not read further after the client has disconnected', async () => {
      const response = await app().open('/file/endless');
      response.destroy();
      const { endless } = app().app.get(RepliesController);
      await eventually(() => expect(endless?.destroyed).toBe(true));
      expect(await at('/number')).toEqual([200, '0']);
    });

    it('HEAD receives only the headers', async () => {
      const reply = await app().send('/file', { method: 'HEAD' });
      expect([reply.status, reply.headers['content-length'], reply.text]).toEqual([200, '4', '']);
    });

    it('HEAD for a stream that fails has the status of GET', async () => {
      for (const path of ['/file/fails', '/file/destroyed']) {
        const reply = await app().send(path, { method: 'HEAD' });
        expect([path, reply.status, reply.text]).toEqual([path, 400, '']);
      }
    });

    it('HEAD reads only as much of the stream as the status requires', async () => {
      expect((await app().send('/file/endless', { method: 'HEAD' })).status).toBe(200);
      const { endless } = app().app.get(RepliesController);
      await eventually(() => expect(endless?.destroyed).toBe(true));
    });

    it.each(['GET', 'HEAD'])('is destroyed when the client disconnects before the first byte (%s)', async (method) => {
      const socket = await app().rawSocket();
      socket.write(`${method} /file/idle HTTP/1.1\r\nHost: a\r\n\r\n`);
      const controller = app().app.get(RepliesController);
      await eventually(() => expect(controller.idle?.listenerCount('error')).toBeGreaterThan(1));
      const { idle } = controller;
      controller.idle = undefined;
      socket.destroy();
      await eventually(() => expect(idle?.destroyed).toBe(true));
    });

    it('whose error handler throws is answered with 500', async () => {
      expect(await at('/file/handler-fails')).toEqual([500, '{"statusCode":500,"message":"Internal server error"}']);
      expect(await at('/number')).toEqual([200, '0']);
    });
  });
}
