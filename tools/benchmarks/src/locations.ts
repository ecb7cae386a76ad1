import { join } from 'node:path';
import type { Kind } from './measure/kinds.js';

export const projectRoot = join(import.meta.dirname, '..');
export const workspaceRoot = join(projectRoot, '../..');
/** Where NestJS and the load generator are installed. */
export const referenceRoot = join(workspaceRoot, 'tools/parity/reference');
export const documentPath = join(workspaceRoot, 'docs/measurements.md');

/** The folder of the compiled subjects of a kind: from there they resolve the packages of their framework. */
export const subjectFolders: Readonly<Record<Kind, string>> = {
  bare: join(projectRoot, 'out-tsc/subjects/bare'),
  portico: join(projectRoot, 'out-tsc/subjects/portico'),
  nestjs: join(referenceRoot, 'out-tsc/subjects/nestjs'),
};
