import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest } from './package-entries.js';

/**
 * Copies files and folders that a package publishes as its own: `"portico": { "copies": { "starters": "../x/starters" } }`
 * in its manifest, by the name of the copy. Their one source stands where it is tested.
 */
export function copyFolders(root: string): void {
  for (const [copy, source] of Object.entries(readManifest(root).portico?.copies ?? {})) {
    rmSync(join(root, copy), { recursive: true, force: true });
    cpSync(join(root, source), join(root, copy), { recursive: true });
  }
}
