import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readLockFile } from './locked-versions.js';
import { type Manifest, readManifest } from './manifest.js';
import type { Workspace } from './workspace.js';

/** The modules that are installed for one package of a workspace, in whichever folder they are. */
export class InstalledPackages {
  private readonly locked: Readonly<Record<string, Manifest>>;

  constructor(
    private readonly workspace: Workspace,
    private readonly folder: string,
  ) {
    this.locked = readLockFile(workspace.root).packages ?? {};
  }

  /**
   * The manifest of an installed module: in the package's own `node_modules` (pnpm links it there), in that of the
   * workspace, or, before an installation, as npm's lockfile has it.
   */
  manifestOf(name: string): Manifest | undefined {
    const own = relative(this.workspace.root, this.folder);
    return (
      this.inNodeModules(name) ??
      this.locked[join(own, 'node_modules', name).replaceAll('\\', '/')] ??
      this.locked[`node_modules/${name}`]
    );
  }

  /** Like {@link manifestOf}, but reads only files in `node_modules`. */
  inNodeModules(name: string): Manifest | undefined {
    return (
      readManifest(join(this.folder, 'node_modules', name)) ??
      readManifest(join(this.workspace.root, 'node_modules', name))
    );
  }

  /** Returns why manifests of modules cannot be read here, or `undefined` if they can. */
  get unreadable(): string | undefined {
    if (existsSync(join(this.workspace.root, '.pnp.cjs')))
      return "Yarn's Plug'n'Play keeps modules in archives, so their peer ranges were not compared. Yarn only warns about them.";
    const folders = [this.folder, this.workspace.root].map((folder) => join(folder, 'node_modules'));
    if (folders.some((folder) => existsSync(folder)) || Object.keys(this.locked).length > 0) return undefined;
    return 'Nothing is installed, so peer ranges of modules were not compared. Install the application, then run this again.';
  }
}
