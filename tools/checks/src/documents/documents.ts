import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measurementsOf, withFreshFigures, withSection } from '../figures/figures.js';
import { missedGoals, quotedFigures } from '../figures/quoted-figures.js';
import { markersWithoutBlock, withFreshSnippets } from './snippets.js';

/** The documents of the repository whose code blocks are cut from files: all of its Markdown but golden files. */
export function documentsOf(root: string): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { cwd: root })
    .toString()
    .split('\n')
    .filter((file) => file && !/(^|\/)api\.md$/.test(file));
}

/** The documents whose code blocks or figures are not those of their sources, each with its fresh text. */
export function staleDocuments(root: string): { file: string; fresh: string }[] {
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const measurements = measurementsOf(read('docs/measurements.md'));
  const fresh = (file: string): string => {
    const cut = withFreshSnippets(read(file), read);
    const withGoals = (document: string, goals: string): string =>
      file === 'docs/performance.md' ? withSection(document, 'missed goals', goals) : document;
    // The list of goals names works that other tables name, too: it is filled in when those have their figures.
    const quoted = withFreshFigures(file, withGoals(cut, ''), measurements, quotedFigures);
    return withGoals(quoted, missedGoals(measurements));
  };
  return documentsOf(root)
    .map((file) => ({ file, fresh: fresh(file) }))
    .filter(({ file, fresh }) => fresh !== read(file));
}

/** Cuts the blocks of all documents anew, and quotes the measurements. */
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
