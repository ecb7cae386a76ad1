import type { Tree } from '@nx/devkit';
import { capabilitiesFile, type PlatformKind, type PlatformNames } from './platform-names.js';
import { writeTemplates } from './templates.js';

/** Writes the page of the platform. Its code is cut from the sample once the files stand. */
export function addDocument(tree: Tree, names: PlatformNames, kind: PlatformKind, sample: string): void {
  writeTemplates(tree, 'document', 'docs/platforms', { ...names, kind, sample, capabilities: capabilitiesFile(kind) });
}
