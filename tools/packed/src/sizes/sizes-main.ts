import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { combinations } from '../install/combinations.js';
import { startRegistry } from '../registry.js';
import { packAll, workspace } from '../release.js';
import { type Measured, measure } from './measure.js';
import { insertSizes, sizeTable } from './size-table.js';

/** `sizes-main.ts [--write]`: installs every combination and prints what it weighs, or writes it to `docs/installing.md`. */
const folder = mkdtempSync(join(tmpdir(), 'portico-sizes-'));
const registry = await startRegistry(await packAll(join(folder, 'packages')));
try {
  const measured: Measured[] = [];
  for (const combination of combinations) {
    console.error(`Installing ${combination.title}`);
    measured.push(await measure(combination, folder, registry.npmrc));
  }
  const table = sizeTable(measured);
  if (process.argv.includes('--write')) {
    const document = join(workspace, 'docs/installing.md');
    writeFileSync(document, insertSizes(readFileSync(document, 'utf8'), table));
    console.log('Wrote docs/installing.md');
  } else {
    console.log(table);
  }
} finally {
  await registry.close();
  rmSync(folder, { recursive: true });
}
