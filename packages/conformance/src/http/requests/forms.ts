import { Body, Controller, Post, UseInterceptors } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { itWhen } from '../../support/test-when.js';
import { pollution } from '../hostile-input/pollution.js';
import { file, form, MULTIPART, part, text } from '../support/form.js';
import type { HttpPlatform, UploadInterceptors } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** Urlencoded forms, and what their names mean. */
const URLENCODED: readonly (readonly [body: string, fields: unknown])[] = [
  ['w[01]=a', { w: { '01': 'a' } }],
  ['w[00]=a&w[000]=b', { w: { '00': 'a', '000': 'b' } }],
  ['w[01]=a&w[0]=b', { w: { 0: 'b', '01': 'a' } }],
  ['t[5]=b&t[2]=a', { t: ['a', 'b'] }],
  ['a[0]=1&a[]=2&a[1]=3', { a: ['1', '2', '3'] }],
  ['a[]=1&a[x]=2', { a: { 0: '1', x: '2' } }],
  ['a[][b]=1&a[][c]=2', { a: [{ b: '1', c: '2' }] }],
  ['a=1&a[b]=2', { a: ['1', { b: '2' }] }],
  ['a[b]=2&a=1', { a: [{ b: '2' }, '1'] }],
  ['a[500]=1', { a: { 500: '1' } }],
  ['a[length]=5&a[0]=x', { a: { 0: 'x', length: '5' } }],
  ['a[b=1', { a: { '[b': '1' } }],
  ['=x&a=1', { a: '1' }],
  ['a=%zz&b=%E4', { a: '%zz', b: '%E4' }],
  ['toString=1&a[hasOwnProperty]=2', { toString: '1', a: { hasOwnProperty: '2' } }],
  ['__proto__[polluted]=1&a[__proto__][polluted]=1&constructor[prototype][polluted]=1', { a: {}, constructor: {} }],
];

type Names = readonly (readonly [name: string, value: string])[];

/** The same for multipart forms, whose names nest as in the JSON forms of the W3C. */
const PARTS: readonly (readonly [fields: Names, body: unknown])[] = [
  [[['w[01]', '1']], { w: ['1'] }],
  [
    [
      ['w[00]', 'a'],
      ['w[000]', 'b'],
    ],
    { w: [['a', 'b']] },
  ],
  [
    [
      ['a', '1'],
      ['a[b]', '2'],
      ['a[]', '3'],
    ],
    { a: { '': ['1', '3'], b: '2' } },
  ],
  [
    [
      ['a[0]', '1'],
      ['a[]', '2'],
      ['a[x]', '3'],
    ],
    { a: { 0: '1', 1: '2', x: '3' } },
  ],
  [
    [
      ['a[][b]', '1'],
      ['[c]', '2'],
      ['d[', '3'],
      ['e[[f]', '4'],
    ],
    { 'a[][b]': '1', '[c]': '2', 'd[': '3', e: { '[f': '4' } },
  ],
];

@Controller()
class FormController {
  @Post('form') form(@Body() body: unknown) {
    return { body };
  }
}

function partsController(uploads: UploadInterceptors) {
  @Controller()
  class PartsController {
    @UseInterceptors(uploads.AnyFilesInterceptor())
    @Post('parts')
    parts(@Body() body: unknown) {
      return { body };
    }

    @UseInterceptors(uploads.AnyFilesInterceptor())
    @Post('names')
    names(@Body() body: object) {
      return { names: Object.keys(body) };
    }
  }
  return PartsController;
}

/** A form has the same meaning on every platform that reads names with brackets. */
export function describeForms(platform: HttpPlatform): void {
  const { nestedUrlencoded, uploads } = platform.capabilities;
  describe('urlencoded', () => {
    const app = sharedApplication(platform, () => ({ controllers: [FormController] }));
    for (const [body, fields] of URLENCODED) {
      itWhen(nestedUrlencoded, body, async () => {
        const reply = await app().post('/form', body, FORM);
        expect([reply.status, reply.json()]).toEqual([201, { body: fields }]);
        expect(pollution()).toBeUndefined();
      });
    }
    itWhen(nestedUrlencoded, 'escapes in ISO 8859-1, if the header says so', async () => {
      const reply = await app().post('/form', 'a=%E4', {
        'content-type': `${FORM['content-type']}; charset=iso-8859-1`,
      });
      expect(reply.json()).toEqual({ body: { a: 'ä' } });
    });
    itWhen(nestedUrlencoded, 'a name that nests too deeply is answered with 400', async () => {
      const reply = await app().post('/form', `a${'[b]'.repeat(33)}=1`, FORM);
      expect([reply.status, reply.json()]).toEqual([
        400,
        { statusCode: 400, message: expect.any(String), error: 'Bad Request' },
      ]);
    });
  });

  if (uploads !== true || !platform.uploads) {
    it.skip(`multipart (skipped: ${uploads})`, () => undefined);
    return;
  }
  const { uploads: interceptors } = platform;
  describe('multipart', () => {
    const app = sharedApplication(platform, () => ({ controllers: [partsController(interceptors)] }));
    const send = async (path: string, ...parts: Buffer[]) => {
      const reply = await app().post(path, form(...parts), MULTIPART);
      return [reply.status, reply.json()];
    };

    it.each(PARTS)('%j', async (fields, body) => {
      expect(await send('/parts', ...fields.map(([name, value]) => text(name, value)))).toEqual([201, { body }]);
    });

    it.each(['form-data', 'form-data; name=""', 'form-data; filename="a.txt"'])(
      'a part without a name is answered with 400: %s',
      async (disposition) => {
        expect(await send('/parts', part(disposition, [], 'x'))).toEqual([
          400,
          { statusCode: 400, message: 'Field name missing', error: 'Bad Request' },
        ]);
      },
    );

    it('an input without a file, which browsers send as a file without a name, is no file', async () => {
      const empty = file('file', '', '', 'application/octet-stream');
      expect(await send('/parts', text('a', '1'), empty)).toEqual([201, { body: { a: '1' } }]);
    });

    it.each([
      ['an object', '{"b":1}'],
      ['a list', '[1]'],
      ['a list that is nested deeply', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ])('no name reaches into a value that is %s in JSON', async (_what, json) => {
      const value = part('form-data; name="a"', ['Content-Type: application/json'], json);
      const names = ['a[__proto__][polluted]', 'a[constructor][prototype][polluted]', 'a[b][__proto__][polluted]'];
      expect(await send('/names', value, ...names.map((name) => text(name, 'yes')))).toEqual([201, { names: ['a'] }]);
      expect(pollution()).toBeUndefined();
    });
  });
}
