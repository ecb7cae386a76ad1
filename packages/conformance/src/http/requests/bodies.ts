import { gzipSync } from 'node:zlib';
import { Body, Controller, HttpCode, Post, RawBody, type RawBodyRequest, Req } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { itWhen } from '../../support/test-when.js';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

@Controller()
class BodiesController {
  calls = 0;

  @HttpCode(200) @Post('echo') echo(@Body() body: unknown) {
    this.calls += 1;
    return {
      type: Buffer.isBuffer(body) ? 'buffer' : typeof body,
      body: Buffer.isBuffer(body) ? body.toString('latin1') : (body ?? null),
    };
  }
  @HttpCode(200) @Post('raw') raw(
    @Req() request: RawBodyRequest<object>,
    @RawBody() raw: Buffer | undefined,
    @Body() body: unknown,
  ) {
    return {
      same: request.rawBody === raw && (raw === undefined || Buffer.isBuffer(raw)),
      raw: raw?.toString('utf8') ?? null,
      body: body ?? null,
    };
  }
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };
const parts = { controllers: [BodiesController] };

export function describeBodies(platform: HttpPlatform): void {
  describe('by default', () => {
    const app = sharedApplication(platform, () => parts);
    const echo = async (body: string | Buffer, headers: Record<string, string>) => {
      const reply = await app().post('/echo', body, headers);
      return reply.status === 200 ? reply.json().body : reply.status;
    };

    it('JSON is parsed', async () => {
      expect(await echo('{"a":[1,{"b":null}]}', JSON_TYPE)).toEqual({ a: [1, { b: null }] });
    });

    it('media types are case-insensitive', async () => {
      expect(await echo('{"a":1}', { 'content-type': 'Application/JSON; Charset=UTF-8' })).toEqual({ a: 1 });
    });

    it('urlencoded forms are parsed', async () => {
      expect(await echo('a=1&b=x+y&c=%C3%BC&a=2', FORM)).toEqual({ a: ['1', '2'], b: 'x y', c: 'ü' });
    });

    itWhen(platform.capabilities.nestedUrlencoded, 'names with brackets become nested objects', async () => {
      expect(await echo('a[b]=1&list[]=x&list[]=y', FORM)).toEqual({ a: { b: '1' }, list: ['x', 'y'] });
    });

    const readsEmptyJson = platform.capabilities.emptyJson ?? true;
    it(`an empty body of JSON is ${readsEmptyJson === true ? 'an empty object' : `400: ${readsEmptyJson}`}`, async () => {
      expect(await echo('', JSON_TYPE)).toEqual(readsEmptyJson === true ? {} : 400);
    });

    it('malformed JSON is answered with 400 and the documented body', async () => {
      const reply = await app().post('/echo', '{"a":', JSON_TYPE);
      expect(reply.status).toBe(400);
      expect(reply.json()).toMatchObject({ statusCode: 400, message: expect.any(String) });
    });

    it('an unsupported charset is answered with 415', async () => {
      expect(await echo('{}', { 'content-type': 'application/json; charset=x-klingon' })).toBe(415);
    });

    itWhen(platform.capabilities.contentEncoding, 'a compressed body is decompressed', async () => {
      expect(await echo(gzipSync('{"a":1}'), { ...JSON_TYPE, 'content-encoding': 'gzip' })).toEqual({ a: 1 });
    });

    itWhen(platform.capabilities.contentEncoding, 'an unsupported encoding is answered with 415', async () => {
      expect(await echo('{}', { ...JSON_TYPE, 'content-encoding': 'zip' })).toBe(415);
    });

    itWhen(platform.capabilities.contentEncoding, 'a broken compressed body is answered with 400', async () => {
      expect(await echo('no gzip', { ...JSON_TYPE, 'content-encoding': 'gzip' })).toBe(400);
    });

    itWhen(platform.capabilities.contentEncoding, 'the decompressed size of a body is limited', async () => {
      const bomb = gzipSync(JSON.stringify({ a: 'x'.repeat(3_000_000) }));
      expect(await echo(bomb, { ...JSON_TYPE, 'content-encoding': 'gzip' })).toBe(413);
    });

    it('a body over the limit is answered with 413, and the connection survives', async () => {
      const { calls } = app().app.get(BodiesController);
      expect(await echo(JSON.stringify({ a: 'x'.repeat(3_000_000) }), JSON_TYPE)).toBe(413);
      expect(await echo('{"a":1}', JSON_TYPE)).toEqual({ a: 1 });
      // The handler of the rejected request was not called.
      expect(app().app.get(BodiesController).calls).toBe(calls + 1);
    });

    it.each([
      ['a body over the limit', 413, 'Payload Too Large', JSON.stringify({ a: 'x'.repeat(3_000_000) }), JSON_TYPE],
      [
        'an unsupported charset',
        415,
        'Unsupported Media Type',
        '{}',
        { 'content-type': 'application/json; charset=x' },
      ],
      ['broken JSON', 400, 'Bad Request', '{"a":', JSON_TYPE],
    ] as const)(
      'the reply to %s has the same form as other exceptions',
      async (_what, status, error, body, headers) => {
        const answer = (await app().post('/echo', body, headers)).json();
        expect(answer).toMatchObject({ statusCode: status, message: expect.any(String) });
        // An exception without a message has the phrase of its status as the message.
        expect(answer.error ?? answer.message).toBe(error);
      },
    );

    it('there is no raw body', async () => {
      expect((await app().post('/raw', '{"a":1}', JSON_TYPE)).json()).toMatchObject({ raw: null, body: { a: 1 } });
    });
  });

  describe('with options', () => {
    it('rawBody: true keeps the bytes beside the body', async () => {
      const app = await launchForTest(platform, { ...parts, options: { rawBody: true } });
      expect((await app.post('/raw', '{ "a": 1 }', JSON_TYPE)).json()).toEqual({
        same: true,
        raw: '{ "a": 1 }',
        body: { a: 1 },
      });
      expect((await app.post('/raw', 'a=1', FORM)).json()).toEqual({ same: true, raw: 'a=1', body: { a: '1' } });
    });

    it('rawBody: true keeps every byte, including white space around the body', async () => {
      const app = await launchForTest(platform, { ...parts, options: { rawBody: true } });
      for (const [body, type] of [
        ['\r\n { "a":\t"ü" } \n\n', JSON_TYPE],
        [' a=+1 \r\n', FORM],
      ] as const) {
        expect((await app.post('/raw', body, type)).json()).toMatchObject({ same: true, raw: body });
      }
    });

    it('bodyParser: false registers no parser for forms', async () => {
      const app = await launchForTest(platform, { ...parts, options: { bodyParser: false } });
      const reply = await app.post('/echo', 'a=1', FORM);
      expect(reply.status === 415 || reply.json().body === null).toBe(true);
    });

    it('useBodyParser adds parsers for text and for raw bytes', async () => {
      const app = await launchForTest(platform, {
        ...parts,
        configure: (nest: any) => nest.useBodyParser('text').useBodyParser('raw'),
      });
      expect((await app.post('/echo', 'hello ü', { 'content-type': 'text/plain' })).json()).toEqual({
        type: 'string',
        body: 'hello ü',
      });
      expect(
        (await app.post('/echo', Buffer.from([1, 255]), { 'content-type': 'application/octet-stream' })).json(),
      ).toEqual({
        type: 'buffer',
        body: '\u0001\u00ff',
      });
    });

    it.each([
      ['raises', 4_000_000, 3_000_000, 200],
      ['lowers', 10, 20, 413],
    ])('useBodyParser %s the limit', async (_what, limit, size, status) => {
      const app = await launchForTest(platform, {
        ...parts,
        // Each platform has its own name for the limit.
        configure: (nest: any) => nest.useBodyParser('json', { limit, bodyLimit: limit }),
      });
      expect((await app.post('/echo', { a: 'x'.repeat(size) })).status).toBe(status);
    });
  });
}
