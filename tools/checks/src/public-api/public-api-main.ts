import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { entriesOf, type PackageEntry, readManifest } from '../../../build/src/package-entries.js';
import { OFFERED_FILE, offeredNames } from './offered-names.js';
import { describePublicApi, type Entry } from './public-api.js';

/**
 * `public-api-main.ts <package folder>` compares the public API of built declarations with the package's `api.md`;
 * `public-api-main.ts --update [<package folder>]` writes it, of all packages unless one is named.
 */
const update = process.argv.includes('--update');
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const folders = named.length > 0 ? named : readdirSync('packages').map((folder) => join('packages', folder));
for (const folder of folders) {
  if (update) writeFileSync(goldenOf(folder), currentApi(folder));
  else compare(folder);
}
if (update) writeFileSync(OFFERED_FILE, offeredNames(resolve('.')));

function compare(folder: string): void {
  const golden = goldenOf(folder);
  const current = currentApi(folder);
  const reviewed = existsSync(golden) ? readFileSync(golden, 'utf8') : '';
  if (reviewed === current) return;
  process.stdout.write(difference(folder, current));
  console.error(`\nThe public API of ${folder} is not what ${golden} says. If it should change: npm run api:update`);
  process.exitCode = 1;
}

function difference(folder: string, current: string): string {
  const scratch = mkdtempSync(join(tmpdir(), 'portico-api-'));
  try {
    const candidate = join(scratch, 'api.md');
    writeFileSync(candidate, current);
    const golden = existsSync(goldenOf(folder)) ? goldenOf(folder) : '/dev/null';
    return spawnSync('git', ['diff', '--no-index', '--no-color', golden, candidate], { encoding: 'utf8' }).stdout;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function currentApi(folder: string): string {
  const manifest = readManifest(folder);
  // Joined declarations are the same (package-check compares them), but rename what two files import under one name.
  const entries = entriesOf(folder, manifest).map((entry) => ({ ...entry, declarations: entry.compiledDeclarations }));
  const missing = entries.find((entry) => !existsSync(entry.declarations));
  if (missing) throw new Error(`${missing.declarations} is not built: run npx nx build ${manifest.name} first.`);
  return describePublicApi(manifest.name, resolve(folder), byFile(entries));
}

/** One entry for each file, under the first of its specifiers. */
function byFile(entries: readonly PackageEntry[]): Entry[] {
  const files = new Map<string, Entry & { aliases: string[] }>();
  for (const { specifier, declarations } of entries) {
    const known = files.get(declarations);
    if (known) known.aliases.push(specifier);
    else files.set(declarations, { specifier, declarations, aliases: [] });
  }
  return [...files.values()];
}

function goldenOf(folder: string): string {
  return join(folder, 'api.md');
}
