import { expect, it } from 'vitest';
import { file, form, MULTIPART, text } from '../support/form.js';
import type { HttpPlatform, UploadInterceptors } from '../support/platform.js';
import { uploadsOn } from './uploads-on.js';

const A = { field: 'file', name: 'a.txt', type: 'text/plain', size: 3, text: 'abc' };

export function describeInterceptors(platform: HttpPlatform, uploads: UploadInterceptors): void {
  const { app, upload } = uploadsOn(platform, uploads);

  it('FileInterceptor provides the file, and text fields in the body', async () => {
    expect(
      await upload(
        'one',
        text('t', '1'),
        text('list', 'a'),
        text('list', 'b'),
        text('o[a]', 'ü'),
        file('file', 'a.txt', 'abc'),
      ),
    ).toEqual([200, { file: A, body: { t: '1', list: ['a', 'b'], o: { a: 'ü' } } }]);
  });

  it('names of files and fields are read as UTF-8', async () => {
    const reply = await app().post(
      '/upload/any',
      form(text('grüße', 'schöne'), file('файл', '日本 – ü.txt', 'abc'), file('b', 'say %22hi%22 50%.txt', 'abc')),
      MULTIPART,
    );
    const { files, body } = reply.json();
    expect(body).toEqual({ grüße: 'schöne' });
    expect(files).toMatchObject([
      { field: 'файл', name: '日本 – ü.txt' },
      { field: 'b', name: 'say "hi" 50%.txt' },
    ]);
  });

  it('a form in a GET request is not an error', async () => {
    const reply = await app().send('/upload/read', { body: form(file('file', 'a.txt', 'abc')), headers: MULTIPART });
    expect([reply.status, reply.json()]).toEqual([200, { reached: true }]);
  });

  it('the file is undefined if the form has none', async () => {
    expect(await upload('one', text('t', '1'))).toEqual([200, { file: null, body: { t: '1' } }]);
  });

  it('the parsed body reaches the handler if it is not a form', async () => {
    const reply = await app().post('/upload/one', { a: 1 });
    expect(reply.json()).toEqual({ file: null, body: { a: 1 } });
  });

  it('FilesInterceptor provides an array, up to its maximum', async () => {
    const one = file('files', 'a.txt', 'abc');
    expect(await upload('array', one, one)).toMatchObject([200, { files: [{ text: 'abc' }, { text: 'abc' }] }]);
    expect(await upload('array', one, one, one)).toMatchObject([400, { statusCode: 400, error: 'Bad Request' }]);
  });

  it('FileFieldsInterceptor provides an array for each field', async () => {
    const [status, { files }] = await upload(
      'fields',
      file('photos', '1', 'x'),
      file('avatar', 'me', 'y'),
      file('photos', '2', 'z'),
    );
    expect(status).toBe(200);
    expect(Object.keys(files).sort()).toEqual(['avatar', 'photos']);
    expect(files.photos.map((photo: { name: string }) => photo.name)).toEqual(['1', '2']);
    expect((await upload('fields', file('avatar', '1', 'x'), file('avatar', '2', 'x')))[0]).toBe(400);
  });

  it('AnyFilesInterceptor provides all files', async () => {
    expect(await upload('any', file('x', '1', 'a'), text('t', '1'), file('y', '2', 'b'))).toMatchObject([
      200,
      { files: [{ field: 'x' }, { field: 'y' }], body: { t: '1' } },
    ]);
  });

  it('NoFilesInterceptor accepts only text fields', async () => {
    expect(await upload('none', text('t', '1'))).toEqual([200, { body: { t: '1' } }]);
    expect((await upload('none', file('x', '1', 'a')))[0]).toBe(400);
  });

  it('a fileFilter skips files, or rejects the request', async () => {
    expect(await upload('filtered', file('file', 'a.txt', 'abc'))).toEqual([200, { file: A }]);
    expect(await upload('filtered', file('file', 'a.png', 'abc', 'image/png'))).toEqual([200, { file: null }]);
    expect(await upload('filtered', file('file', 'a', 'abc', 'application/x-evil'))).toMatchObject([
      400,
      { message: 'evil' },
    ]);
  });

  it('a file that a fileFilter skips does not count', async () => {
    const [text, image] = [file('file', 'a.txt', 'abc'), file('file', 'a.png', 'abc', 'image/png')];
    expect(await upload('filtered', image, image, text)).toEqual([200, { file: A }]);
    expect((await upload('filtered', text, image))[0]).toBe(400);
  });

  it('ParseFilePipe checks size and type, and requires a file', async () => {
    expect((await upload('checked', file('file', 'a.txt', 'abc')))[0]).toBe(200);
    expect((await upload('checked', file('file', 'a.txt', 'x'.repeat(11))))[0]).toBe(400);
    expect((await upload('checked', file('file', 'a.png', 'abc', 'image/png')))[0]).toBe(400);
    expect(await upload('checked', text('t', '1'))).toMatchObject([400, { message: 'File is required' }]);
    expect(await upload('optional', text('t', '1'))).toEqual([200, { file: null }]);
    expect((await upload('optional', file('file', 'a.txt', 'abcd')))[0]).toBe(422);
  });
}
