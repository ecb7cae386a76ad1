import { join } from 'node:path';

export const projectRoot = join(import.meta.dirname, '..');
export const workspaceRoot = join(projectRoot, '../..');

/** Where NestJS is installed, from a lockfile of its own. */
export const referenceRoot = join(projectRoot, 'reference');

/** The smallest cases of earlier faults, one JSON file each, in a folder per area. */
export const corpusRoot = join(projectRoot, 'corpus');

/** The folder for the smallest cases of new differences. Not committed. */
export const foundRoot = join(projectRoot, 'out-tsc/found');

export const movingPage = join(workspaceRoot, 'docs/moving-from-nestjs.md');
