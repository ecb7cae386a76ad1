import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markersWithoutBlock, withFreshSnippets } from './snippets.js';

/** The documents of the repository whose code blocks are cut from files: all of its Markdown but golden files. */
export function documentsOf(root: string): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { cwd: root })
    .toString()
    .split('\n')
    .filter((file) => file && !/(^|\/)api\.md$/.test(file));
}

/** The documents whose blocks are not what their files hold now, each with its fresh text. */
export function staleDocuments(root: string): { file: string; fresh: string }[] {
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  return documentsOf(root)
    .map((file) => ({ file, fresh: withFreshSnippets(read(file), read) }))
    .filter(({ file, fresh }) => fresh !== read(file));
}

/** Cuts the blocks of all documents anew. */
export function updateDocuments(root: string): string[] {
  return staleDocuments(root).map(({ file, fresh }) => {
    writeFileSync(join(root, file), fresh);
    return file;
  });
}

/** The markers that no code block follows, as `file:line`. */
export function emptyMarkers(root: string): string[] {
  return documentsOf(root).flatMap((file) =>
    markersWithoutBlock(readFileSync(join(root, file), 'utf8')).map((line) => `${file}:${line}`),
  );
}
