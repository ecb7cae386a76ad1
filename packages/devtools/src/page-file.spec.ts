import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { policyOf, readPage } from './page-file.js';

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

it('allows the scripts and styles of the page by their hashes, and nothing else', () => {
  const script = 'if (1 < 2) document.title = "\n<style>";';
  const policy = policyOf(`<style>a { b: c }</style><script type="module">${script}</script>`);
  const directives = new Map(policy.split('; ').map((each) => [each.split(' ')[0], each.split(' ').slice(1)]));
  expect(directives.get('default-src')).toEqual(["'none'"]);
  expect(directives.get('script-src')).toEqual([hashOf(script)]);
  expect(directives.get('style-src')).toEqual([hashOf('a { b: c }')]);
  expect(directives.get('connect-src')).toEqual(["'self'"]);
  expect(directives.get('frame-ancestors')).toEqual(["'none'"]);
  expect(policy).not.toContain('unsafe');
});

it('allows neither if the page has neither', () => {
  expect(policyOf('<p>nothing</p>')).toContain("script-src 'none'; style-src 'none'");
});

it('reads the page again when it has been built again, and says what to run when it has not been built', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'page-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = pathToFileURL(join(folder, 'page.html'));
  await expect(readPage(file)).rejects.toMatchObject({
    status: 503,
    message: expect.stringContaining('nx build-page'),
  });
  await writeFile(file, 'one');
  expect((await readPage(file)).html).toBe('one');
  await writeFile(file, 'another');
  expect((await readPage(file)).html).toBe('another');
});
