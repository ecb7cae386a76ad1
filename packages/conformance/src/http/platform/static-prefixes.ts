import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refuse } from '../middleware-paths/recorder.js';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';

/** How the prefix of static files may be written. */
export function describeStaticPrefixes(platform: HttpPlatform): void {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'prefixes-'));
    await writeFile(join(folder, 'grüße an.txt'), 'hello');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const FILE = 'gr%C3%BC%C3%9Fe%20an.txt';

  describe.skipIf(platform.capabilities.staticFiles !== true)('prefixes of static files', () => {
    it.each([
      ['/files', '/files'],
      ['/files/', '/files'],
      ['files', '/files'],
      ['/größe/', '/gr%C3%B6%C3%9Fe'],
      ['/gr%C3%B6%C3%9Fe/', '/gr%C3%B6%C3%9Fe'],
      ['/two words', '/two%20words'],
      ['/two%20words', '/two%20words'],
      ['/a\\:b/c/', '/a:b/c'],
    ])('%j', async (prefix, requested) => {
      const app = await launchForTest(platform, {
        configure: (_nest, adapter) => platform.serveFiles!(adapter, folder, prefix),
      });
      const { status, text } = await app.get(`${requested}/${FILE}`);
      expect([status, text]).toEqual([200, 'hello']);
      expect((await app.get(`/other/${FILE}`)).status).toBe(404);
      expect((await app.get(`${requested}x/${FILE}`)).status).toBe(404);
    });

    it('a folder that does not exist is named in a warning', async () => {
      const missing = join(folder, 'two%20words');
      const app = await launchForTest(platform, {
        configure: (_nest, adapter) => platform.serveFiles!(adapter, missing, '/files'),
      });
      const warnings = app.logger.warnings.filter((line) => line.includes('PORTICO_STATIC_FOLDER'));
      expect(warnings).toEqual([expect.stringContaining(missing)]);
      expect(warnings[0]).toContain('fileURLToPath');
      expect((await app.get(`/files/${FILE}`)).status).toBe(404);
    });

    it.each(['/größe', '/a\\:b'])('middleware for %j guards the files', async (prefix) => {
      const app = await launchForTest(platform, {
        configure: (nest, adapter) => {
          nest.use(prefix, refuse);
          return platform.serveFiles!(adapter, folder, prefix);
        },
      });
      const requested = encodeURI(prefix.replace('\\', ''));
      expect((await app.get(`${requested}/${FILE}`)).status).toBe(401);
    });
  });
}
