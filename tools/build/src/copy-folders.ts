import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest } from './package-entries.js';

/** A Markdown link to another page: neither to a section of the same page nor to a site. */
const LINK_TO_PAGE = /\[([^\]]+)\]\((?!#|https?:)[^)]+\)/g;

/**
 * Copies files and folders that a package publishes as its own: `"portico": { "copies": { "starters": "../x/starters" } }`
 * in its manifest, by the name of the copy. Their one source stands where it is tested. A page that is copied alone has the
 * text of its links to other pages, which are not in the package.
 */
export function copyFolders(root: string): void {
  for (const [copy, source] of Object.entries(readManifest(root).portico?.copies ?? {})) {
    const target = join(root, copy);
    rmSync(target, { recursive: true, force: true });
    cpSync(join(root, source), target, { recursive: true });
    if (copy.endsWith('.md')) writeFileSync(target, withoutLinksToPages(readFileSync(target, 'utf8')));
  }
}

function withoutLinksToPages(page: string): string {
  return page.replaceAll(LINK_TO_PAGE, '$1');
}
