import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPage } from './build-page.js';

const FOLDER = join(import.meta.dirname, '..');
const OUTPUT = join(FOLDER, 'dist');

/** Where the built page is: what the server sends. */
export const PAGE_FILE = join(OUTPUT, 'page.html');

/** Builds the page into `page/dist`. */
export async function writePage(): Promise<void> {
  const { html, licences } = await buildPage();
  mkdirSync(OUTPUT, { recursive: true });
  writeFileSync(PAGE_FILE, html);
  writeFileSync(join(OUTPUT, 'page-licences.md'), licences);
}

/** Builds the page if it has not been built since one of its sources was changed: for tests, which run without a build. */
export async function ensurePage(): Promise<void> {
  if (!existsSync(PAGE_FILE) || statSync(PAGE_FILE).mtimeMs < lastChange()) await writePage();
}

function lastChange(): number {
  const sources = readdirSync(join(FOLDER, 'src'), { recursive: true, encoding: 'utf8' }).map((name) =>
    join('src', name),
  );
  return Math.max(...[...sources, 'page.html'].map((name) => statSync(join(FOLDER, name)).mtimeMs));
}
