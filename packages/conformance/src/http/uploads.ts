import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BadRequestException,
  Body,
  Controller,
  FileTypeValidator,
  HttpStatus,
  MaxFileSizeValidator,
  ParseFilePipe,
  ParseFilePipeBuilder,
  Post,
  UploadedFile,
  UploadedFiles,
  UseInterceptors,
} from '@portico/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { launchForTest } from './support/application.js';
import { BOUNDARY, file, form, MULTIPART, text } from './support/form.js';
import type { HttpPlatform, UploadInterceptors } from './support/platform.js';
import { sharedApplication } from './support/shared-application.js';

interface Uploaded {
  fieldname: string;
  originalname: string;
  mimetype: string;
  size: number;
  buffer?: Buffer;
  path?: string;
  filename?: string;
}

/** What tests compare of a file. */
const brief = (uploaded: Uploaded | undefined) =>
  uploaded && {
    field: uploaded.fieldname,
    name: uploaded.originalname,
    type: uploaded.mimetype,
    size: uploaded.size,
    text: uploaded.buffer?.toString(),
  };

/** Whatever shape the files come in. */
function briefAll(files: Uploaded[] | Record<string, Uploaded[]> | undefined): unknown {
  if (!files) return null;
  if (Array.isArray(files)) return files.map(brief);
  return Object.fromEntries(Object.entries(files).map(([field, list]) => [field, list.map(brief)]));
}

function uploadController(uploads: UploadInterceptors) {
  const onlyText = {
    fileFilter: (
      _request: unknown,
      info: { mimetype: string },
      done: (error: Error | null, accept: boolean) => void,
    ) => {
      if (info.mimetype === 'application/x-evil') done(new BadRequestException('evil'), false);
      else done(null, info.mimetype === 'text/plain');
    },
  };

  @Controller('upload')
  class UploadController {
    @UseInterceptors(uploads.FileInterceptor('file', { limits: { fileSize: 1_000, fields: 5 } }))
    @Post('one')
    one(@UploadedFile() uploaded: Uploaded | undefined, @Body() body: unknown) {
      return { file: brief(uploaded) ?? null, body: body ?? null };
    }

    @UseInterceptors(uploads.FilesInterceptor('files', 2))
    @Post('array')
    array(@UploadedFiles() files: Uploaded[]) {
      return { files: briefAll(files) };
    }

    @UseInterceptors(uploads.FileFieldsInterceptor([{ name: 'avatar', maxCount: 1 }, { name: 'photos' }]))
    @Post('fields')
    fields(@UploadedFiles() files: Record<string, Uploaded[]>) {
      return { files: briefAll(files) };
    }

    @UseInterceptors(uploads.AnyFilesInterceptor())
    @Post('any')
    any(@UploadedFiles() files: Uploaded[], @Body() body: unknown) {
      return { files: briefAll(files), body };
    }

    @UseInterceptors(uploads.NoFilesInterceptor())
    @Post('none')
    none(@Body() body: unknown) {
      return { body };
    }

    @UseInterceptors(uploads.FileInterceptor('file', onlyText))
    @Post('filtered')
    filtered(@UploadedFile() uploaded?: Uploaded) {
      return { file: brief(uploaded) ?? null };
    }

    @UseInterceptors(uploads.FileInterceptor('file'))
    @Post('checked')
    checked(
      @UploadedFile(
        new ParseFilePipe({
          validators: [
            new MaxFileSizeValidator({ maxSize: 10 }),
            new FileTypeValidator({ fileType: 'text/plain', skipMagicNumbersValidation: true } as never),
          ],
        }),
      )
      uploaded: Uploaded,
    ) {
      return { file: brief(uploaded) };
    }

    @UseInterceptors(uploads.FileInterceptor('file'))
    @Post('optional')
    optional(
      @UploadedFile(
        new ParseFilePipeBuilder()
          .addMaxSizeValidator({ maxSize: 3 })
          .build({ fileIsRequired: false, errorHttpStatusCode: HttpStatus.UNPROCESSABLE_ENTITY }),
      )
      uploaded?: Uploaded,
    ) {
      return { file: brief(uploaded) ?? null };
    }

    @UseInterceptors(uploads.FileInterceptor('file'))
    @Post('module')
    module(@UploadedFile() uploaded: Uploaded) {
      return { path: uploaded.path ?? null, filename: uploaded.filename ?? null };
    }
  }
  return UploadController;
}

const A = { field: 'file', name: 'a.txt', type: 'text/plain', size: 3, text: 'abc' };

export function describeUploads(platform: HttpPlatform): void {
  const { capabilities } = platform;
  const uploads = platform.uploads as UploadInterceptors;
  if (!platform.uploads || capabilities.uploads !== true) {
    it.skip(`uploads (skipped: ${capabilities.uploads === true ? 'no interceptors were given' : capabilities.uploads})`, () =>
      undefined);
    return;
  }
  const app = sharedApplication(platform, () => ({ controllers: [uploadController(uploads)] }));
  const upload = async (path: string, ...parts: Buffer[]) => {
    const reply = await app().post(`/upload/${path}`, form(...parts), MULTIPART);
    return [reply.status === 201 ? 200 : reply.status, reply.json()];
  };

  it('FileInterceptor gives the file, and text fields in the body', async () => {
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

  it('names of files and fields are read as UTF-8, as browsers send them', async () => {
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

  it('without a file there is none', async () => {
    expect(await upload('one', text('t', '1'))).toEqual([200, { file: null, body: { t: '1' } }]);
  });

  it('a body that is not a form reaches the handler as it was parsed', async () => {
    const reply = await app().post('/upload/one', { a: 1 });
    expect(reply.json()).toEqual({ file: null, body: { a: 1 } });
  });

  it('FilesInterceptor gives an array, up to its number', async () => {
    const one = file('files', 'a.txt', 'abc');
    expect(await upload('array', one, one)).toMatchObject([200, { files: [{ text: 'abc' }, { text: 'abc' }] }]);
    expect(await upload('array', one, one, one)).toMatchObject([400, { statusCode: 400, error: 'Bad Request' }]);
  });

  it('FileFieldsInterceptor gives an array for each field', async () => {
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

  it('AnyFilesInterceptor gives all', async () => {
    expect(await upload('any', file('x', '1', 'a'), text('t', '1'), file('y', '2', 'b'))).toMatchObject([
      200,
      { files: [{ field: 'x' }, { field: 'y' }], body: { t: '1' } },
    ]);
  });

  it('NoFilesInterceptor takes text fields alone', async () => {
    expect(await upload('none', text('t', '1'))).toEqual([200, { body: { t: '1' } }]);
    expect((await upload('none', file('x', '1', 'a')))[0]).toBe(400);
  });

  it('a fileFilter leaves files out, or refuses the request', async () => {
    expect(await upload('filtered', file('file', 'a.txt', 'abc'))).toEqual([200, { file: A }]);
    expect(await upload('filtered', file('file', 'a.png', 'abc', 'image/png'))).toEqual([200, { file: null }]);
    expect(await upload('filtered', file('file', 'a', 'abc', 'application/x-evil'))).toMatchObject([
      400,
      { message: 'evil' },
    ]);
  });

  it('ParseFilePipe checks size and type, and demands a file', async () => {
    expect((await upload('checked', file('file', 'a.txt', 'abc')))[0]).toBe(200);
    expect((await upload('checked', file('file', 'a.txt', 'x'.repeat(11))))[0]).toBe(400);
    expect((await upload('checked', file('file', 'a.png', 'abc', 'image/png')))[0]).toBe(400);
    expect(await upload('checked', text('t', '1'))).toMatchObject([400, { message: 'File is required' }]);
    expect(await upload('optional', text('t', '1'))).toEqual([200, { file: null }]);
    expect((await upload('optional', file('file', 'a.txt', 'abcd')))[0]).toBe(422);
  });

  describe('refuses', () => {
    it('a file over its limit with 413', async () => {
      expect(await upload('one', file('file', 'big', 'x'.repeat(1_001)))).toMatchObject([
        413,
        { statusCode: 413, message: 'File too large' },
      ]);
      expect((await upload('one', file('file', 'fits', 'x'.repeat(1_000))))[0]).toBe(200);
    });

    it('a field that is not expected with 400, which names it', async () => {
      expect(await upload('one', file('other', 'a.txt', 'abc'))).toMatchObject([
        400,
        { message: 'Unexpected file field - other', error: 'Bad Request' },
      ]);
    });

    it('too many text fields with 400', async () => {
      const fields = Array.from({ length: 8 }, (_, i) => text(`t${i}`, '1'));
      expect((await upload('one', ...fields))[0]).toBe(400);
    });

    it.each([
      ['no boundary', 'multipart/form-data', 'x'],
      [
        'no end',
        MULTIPART['content-type'],
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nxx`,
      ],
      ['nonsense', MULTIPART['content-type'], 'no form at all'],
    ])('a form with %s with 400', async (_what, type, body) => {
      const reply = await app().post('/upload/one', body, { 'content-type': type });
      expect(reply.status).toBe(400);
    });

    it('field names that would change prototypes', async () => {
      const [status] = await upload(
        'any',
        text('__proto__[polluted]', 'yes'),
        text('constructor[prototype][polluted]', 'yes'),
      );
      expect(status).toBeLessThan(500);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    });

    it('and stays usable on the same connection', async () => {
      await upload('one', file('file', 'big', 'x'.repeat(200_000)));
      expect((await upload('one', file('file', 'a.txt', 'abc')))[0]).toBe(200);
    });
  });

  describe('on disk', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'uploads-'));
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    it.each(['register', 'registerAsync'] as const)('the module’s %s gives the folder', async (how) => {
      const options = { dest: folder };
      const imported =
        how === 'register'
          ? uploads.module.register(options)
          : uploads.module.registerAsync({ useFactory: async () => options });
      const running = await launchForTest(platform, { imports: [imported], controllers: [uploadController(uploads)] });
      const reply = await running.post('/upload/module', form(file('file', '../../evil.txt', 'kept')), MULTIPART);
      const { path, filename } = reply.json();
      expect(filename).not.toContain('evil');
      expect(await readFile(path, 'utf8')).toBe('kept');
    });

    it('an upload that fails leaves no file behind', async () => {
      const storage = uploads.diskStorage({
        destination: folder,
        filename: (
          _request: unknown,
          info: { originalname: string },
          done: (error: Error | null, name: string) => void,
        ) => done(null, `partial-${info.originalname}`),
      });
      @Controller()
      class Partial {
        @UseInterceptors(uploads.FilesInterceptor('files', 3, { storage, limits: { fileSize: 10 } }))
        @Post('partial')
        partial() {
          return 'never';
        }
      }
      const running = await launchForTest(platform, { controllers: [Partial] });
      const reply = await running.post(
        '/partial',
        form(file('files', '1', 'small'), file('files', '2', 'x'.repeat(100))),
        MULTIPART,
      );
      expect(reply.status).toBe(413);
      await eventually(async () =>
        expect((await readdir(folder)).filter((name) => name.startsWith('partial-'))).toEqual([]),
      );
    });
  });
}
