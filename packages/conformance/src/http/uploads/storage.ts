import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Post, UseInterceptors } from '@portico/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { launchForTest } from '../support/application.js';
import { file, form, MULTIPART } from '../support/form.js';
import type { HttpPlatform, UploadInterceptors } from '../support/platform.js';
import { uploadController } from './upload-controller.js';

export function describeStorage(platform: HttpPlatform, uploads: UploadInterceptors): void {
  describe('on disk', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'uploads-'));
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    it.each(['register', 'registerAsync'] as const)('%s() of the module sets the folder', async (how) => {
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
