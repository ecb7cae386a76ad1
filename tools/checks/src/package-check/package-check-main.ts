import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifest } from '../../../build/src/package-entries.js';
import { declarationProblems } from './declaration-problems.js';
import { run } from './run.js';
import { smokeImport } from './smoke-import.js';
import { pack, tarballProblems, versionProblems } from './tarball.js';
import { typesVersionsProblems } from './types-versions.js';
import { untypedImports } from './untyped-imports.js';

/**
 * `package-check-main.ts <package folder>`: packs the built package as it would be published, and checks what users
 * get: publint, attw, plain Node by import and by require, and the contents of the tarball.
 */
const root = process.argv[2] ?? '.';
const manifest = readManifest(root);
const scratch = mkdtempSync(join(tmpdir(), 'portico-pack-'));
// Without a listener a signal would stop the process before the folder is removed; with one, the current program returns first.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
try {
  const { tarball, files } = pack(root, scratch);
  const problems = [
    ...tarballProblems(files, manifest),
    ...versionProblems(root, manifest),
    ...untypedImports(root, manifest),
    ...declarationProblems(root, manifest),
    ...typesVersionsProblems(manifest),
    ...run('publint', ['run', tarball, '--strict']),
    ...run('attw', [tarball, '--profile', 'esm-only', '--no-emoji', '--no-color']),
    ...smokeImport(root, manifest),
  ];
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
  if (problems.length === 0)
    console.log(`${manifest.name}: ${files.length} files packed, publint, attw and plain Node agree`);
} finally {
  rmSync(scratch, { recursive: true });
}
