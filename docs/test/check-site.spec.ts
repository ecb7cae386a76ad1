import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { checkSite } from '../site/check-site.mjs';

async function site(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'site-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

it('reports nothing for a site with valid links', async () => {
  const folder = await site({
    'index.html': '<a href="/guide/"></a><a class="x" href="guide/one.html#a%20b"></a><a href="https://example.com">',
    'guide/index.html': '<a href="./one.html"></a><a href="../index.html"></a><a href="#top"></a><h1 id="top">',
    'guide/one.html': '<h2 id="a b"></h2><a href="/"></a><img src="/mark.svg">',
  });
  expect(checkSite(folder)).toEqual([]);
});

it('reports each link to a missing page or heading once', async () => {
  const folder = await site({
    'index.html': '<a href="/gone.html"></a><a href="/two.html#nowhere"></a>',
    'two.html': '<a href="/gone.html"></a>',
  });
  expect(checkSite(folder)).toEqual([
    'index.html and 1 more: gone.html is linked, and no page of the site',
    'index.html: #nowhere is linked, a heading that two.html does not have',
  ]);
});

it('resolves links below the base path of the site', async () => {
  const folder = await site({ 'index.html': '<a href="/docs/two.html"></a><a href="/two.html"></a>', 'two.html': '' });
  expect(checkSite(folder, '/docs/')).toEqual(['index.html: /two.html is linked, and no page of the site']);
});

it.each([
  ['index.html', '<script async src="https://cdn.example.com/x.js"></script>', 'https://cdn.example.com/x.js'],
  ['index.html', '<link rel="stylesheet" href="//fonts.example.com/a.css">', '//fonts.example.com/a.css'],
  ['style.css', '@import url("https://fonts.example.com/b.css");', 'https://fonts.example.com/b.css'],
])('reports resources that %s would load from other hosts: %s', async (file, text, address) => {
  expect(checkSite(await site({ [file]: text }))).toEqual([
    `${file} loads ${address}: a site of ours asks nobody else`,
  ]);
});
