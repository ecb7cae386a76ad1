import { describe, expect, it } from 'vitest';
import { pollution } from '../hostile-input/pollution.js';
import { BOUNDARY, file, form, MULTIPART, text } from '../support/form.js';
import type { HttpPlatform, UploadInterceptors } from '../support/platform.js';
import { uploadsOn } from './uploads-on.js';

export function describeRefusals(platform: HttpPlatform, uploads: UploadInterceptors): void {
  describe('refuses', () => {
    const { app, upload } = uploadsOn(platform, uploads);

    it('a file over its limit with 413', async () => {
      expect(await upload('one', file('file', 'big', 'x'.repeat(1_001)))).toMatchObject([
        413,
        { statusCode: 413, message: 'File too large' },
      ]);
      expect((await upload('one', file('file', 'fits', 'x'.repeat(1_000))))[0]).toBe(200);
    });

    describe('a form over its limit with 413', () => {
      const refused = { statusCode: 413, message: 'Form too large', error: 'Payload Too Large' };
      const chunked = { ...MULTIPART, 'transfer-encoding': 'chunked' };
      const fields = Array.from({ length: 20 }, (_, i) => text(`t${i}`, 'x'.repeat(50)));

      it.each([
        ['by its header', MULTIPART],
        ['without a header that says so', chunked],
      ])('%s', async (_how, headers) => {
        for (const parts of [fields, [file('f', 'a.txt', 'x'.repeat(1_000))], [...fields, file('f', 'a.txt', 'abc')]]) {
          const reply = await app().post('/upload/small-form', form(...parts), headers);
          expect([reply.status, reply.json()]).toEqual([413, refused]);
        }
        const fits = await app().post('/upload/small-form', form(text('t', 'x'.repeat(800))), headers);
        expect(fits.json()).toEqual({ files: [], body: { t: 'x'.repeat(800) } });
      });

      it('and before its content arrives, if nothing else says how large it may be', async () => {
        const socket = await app().rawSocket();
        const head = ['POST /upload/any HTTP/1.1', 'Host: h', `Content-Type: ${MULTIPART['content-type']}`];
        socket.write([...head, 'Content-Length: 104857601', '', ''].join('\r\n'));
        await socket.until(/^HTTP\/1.1 413 .*Form too large/s);
        socket.destroy();
      });
    });

    it('an unexpected field with 400 and its name', async () => {
      expect(await upload('one', file('other', 'a.txt', 'abc'))).toMatchObject([
        400,
        { message: 'Unexpected file field - other', error: 'Bad Request' },
      ]);
    });

    it('the name of a field over its limit with 400', async () => {
      expect(await upload('short-names', text('names', '1'))).toMatchObject([200, { body: { names: '1' } }]);
      for (const part of [text('longer', '1'), file('longer', 'a.txt', 'abc')]) {
        expect(await upload('short-names', part)).toMatchObject([400, { message: 'Field name too long' }]);
      }
    });

    it('too many text fields with 400', async () => {
      const fields = Array.from({ length: 8 }, (_, i) => text(`t${i}`, '1'));
      expect((await upload('one', ...fields))[0]).toBe(400);
    });

    it.each([
      ['no boundary', 'multipart/form-data', 'x', 'Multipart: Boundary not found'],
      [
        'no end',
        MULTIPART['content-type'],
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nxx`,
        'Multipart: Unexpected end of form',
      ],
      ['nonsense', MULTIPART['content-type'], 'not a form', 'Multipart: Unexpected end of form'],
      ['a very long boundary', `multipart/form-data; boundary=${'x'.repeat(300)}`, 'x', expect.any(String)],
      [
        'a null byte in a file name',
        MULTIPART['content-type'],
        form(file('file', 'a\0.txt', 'abc')),
        'Multipart: Malformed part header',
      ],
    ])('a form with %s with 400', async (_what, type, body, message) => {
      const reply = await app().post('/upload/one', body, { 'content-type': type });
      expect(reply.status).toBe(400);
      expect(reply.json()).toEqual({ statusCode: 400, message, error: 'Bad Request' });
    });

    it('field names that would change prototypes', async () => {
      const [status] = await upload(
        'any',
        text('__proto__[polluted]', 'yes'),
        text('constructor[prototype][polluted]', 'yes'),
      );
      expect(status).toBeLessThan(500);
      expect(pollution()).toBeUndefined();
    });

    it('and keeps the connection usable', async () => {
      await upload('one', file('file', 'big', 'x'.repeat(200_000)));
      expect((await upload('one', file('file', 'a.txt', 'abc')))[0]).toBe(200);
    });
  });
}
