import { spawnSync } from 'node:child_process';
import { entriesOf, type Manifest } from '../../../build/src/package-entries.js';
import { quiet } from './run.js';

/**
 * Loads every built entry in a Node of its own, by `import` and by `require`. A cycle between modules that passes in
 * the test runner fails here, and so does a top-level await, which CommonJS applications could not load.
 */
export function smokeImport(root: string, manifest: Manifest): string[] {
  return entriesOf(root, manifest).flatMap(({ specifier }) => {
    const name = JSON.stringify(specifier);
    const scripts = [load('module', `await import(${name})`)];
    // Vitest itself refuses to be required: a package of suites is for its tests alone.
    if (!manifest.peerDependencies?.vitest) scripts.push(load('commonjs', `require(${name})`));
    return scripts.flatMap((args) => failure(root, specifier, args));
  });
}

function load(type: 'module' | 'commonjs', script: string): string[] {
  return [`--input-type=${type}`, '--eval', script];
}

function failure(root: string, specifier: string, args: readonly string[]): string[] {
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: quiet(process.env),
  });
  // A module that keeps the process alive or prints a warning when it is only loaded is wrong too.
  if (status === 0 && stderr === '') return [];
  return [`${specifier} does not load in plain Node (${args[0]}):\n${stderr}`];
}
