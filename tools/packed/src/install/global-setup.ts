import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startRegistry } from '../registry.js';
import { packAll, packAs } from '../release.js';
import { OTHER_MAJOR, OTHER_MINOR } from './other-releases.js';
import { type Programs, preparePrograms } from './programs.js';

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
    installing: Installing;
  }
}

/** `INSTALL_TESTS=full` runs on all Nodes and compilers; without it, what takes long is left out. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mode = process.env.INSTALL_TESTS === 'full' ? 'full' : 'short';
  const folder = await mkdtemp(join(tmpdir(), 'portico-installing-'));
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
    // Takes seconds, in which Vitest has to hear that its workers have ended.
    await rm(folder, { recursive: true });
  };
}
