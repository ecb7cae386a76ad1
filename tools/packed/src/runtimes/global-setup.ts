import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startRegistry } from '../registry.js';
import { packAll } from '../release.js';
import { prepareRuntimes, type Runtime } from './prepare-runtimes.js';

/** What the tests get. */
export interface Running {
  /** A folder outside of the workspace, deleted afterwards. */
  readonly folder: string;
  readonly npmrc: string;
  readonly runtimes: readonly Runtime[];
}

declare module 'vitest' {
  interface ProvidedContext {
    running: Running;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-runtimes-'));
  const [registry, runtimes] = await Promise.all([
    packAll(join(folder, 'packages')).then((releases) => startRegistry(releases)),
    prepareRuntimes(),
  ]);
  project.provide('running', { folder, npmrc: registry.npmrc, runtimes });
  return async () => {
    await registry.close();
    rmSync(folder, { recursive: true });
  };
}
