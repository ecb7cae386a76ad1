import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PAGE_FILE } from './page-file.js';

const FOLDER = join(import.meta.dirname, '..');
const OUTPUT = dirname(PAGE_FILE);

/** Builds the page into `page/dist`. */
export async function writePage(): Promise<void> {
  // Loaded only when it is needed, because loading it is slow, and most test runs find the page up to date.
  const { buildPage } = await import('./build-page.js');
  const { html, licences } = await buildPage();
  mkdirSync(OUTPUT, { recursive: true });
  writeFileSync(PAGE_FILE, html);
  writeFileSync(join(OUTPUT, 'page-licences.md'), licences);
}

/** Builds the page for tests, if one of its sources has changed since the last build. */
export async function ensurePage(): Promise<void> {
  if (!existsSync(PAGE_FILE) || statSync(PAGE_FILE).mtimeMs < lastChange()) await writePage();
}

function lastChange(): number {
  const sources = ['src', 'build'].flatMap((folder) =>
    readdirSync(join(FOLDER, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  return Math.max(...[...sources, 'page.html'].map((name) => statSync(join(FOLDER, name)).mtimeMs));
}
