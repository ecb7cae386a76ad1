import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { OTHER_MAJOR, OTHER_MINOR } from '../src/other-releases.js';
import { type Programs, preparePrograms } from '../src/programs.js';
import { startRegistry } from '../src/registry.js';
import { packAll, packAs } from '../src/release.js';

/** What the tests get. */
export interface Installing extends Programs {
  /** A folder outside of the workspace, gone afterwards. */
  folder: string;
  npmrc: string;
  /** The tarball of the package behind `npm create portico`. */
  createPortico: string;
  /** Whether what takes long is left out. */
  mode: 'short' | 'full';
}

declare module 'vitest' {
  interface ProvidedContext {
    /** `undefined` when nothing is to be installed. */
    installing: Installing | undefined;
  }
}

/** These tests install packages from npm, so they run only where they are asked for. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const mode = process.env.INSTALLING;
  if (mode !== 'short' && mode !== 'full') {
    process.stdout.write('The packages are not installed anywhere: npx nx consumers installing tests that.\n');
    project.provide('installing', undefined);
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'portico-installing-'));
  const packages = join(folder, 'packages');
  const releases = [
    ...(await packAll(packages)),
    await packAs('platform-ws', OTHER_MAJOR, packages),
    await packAs('common', OTHER_MINOR, packages),
  ];
  const createPortico = releases.find(({ name }) => name === 'create-portico')?.tarball ?? '';
  const [registry, programs] = await Promise.all([startRegistry(releases), preparePrograms(mode)]);
  project.provide('installing', { folder, npmrc: registry.npmrc, createPortico, mode, ...programs });
  return async () => {
    await registry.close();
    rmSync(folder, { recursive: true });
  };
}
