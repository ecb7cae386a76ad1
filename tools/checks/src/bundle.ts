import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { readManifest } from './package-entries.js';
import { shareCopies } from './share-copies.js';

/**
 * Joins the compiled modules of a package into `bundle/`: one file per entry and one for what several entries share.
 * Node needs about a fifth of a millisecond for every file that it loads, so a package of a hundred files would cost
 * each start of an application more than the framework does with it. Other packages stay imports. Copies of one release
 * that are installed side by side share what they declare: see {@link shareCopies}.
 *
 * @param root the package's folder, compiled to `dist`
 * @throws when an entry of the manifest has not been compiled, or an import cannot be resolved
 */
export async function bundle(root: string): Promise<void> {
  const folder = join(root, 'bundle');
  rmSync(folder, { recursive: true, force: true });
  const joined = await rolldown({
    input: compiledEntries(root),
    platform: 'node',
    external: /^[^./]/,
    // What a module does when it is loaded stays, and the order stays that of the modules.
    treeshake: false,
    plugins: [compilerSourceMaps],
    onLog(_level, log) {
      throw new Error(`${root}: ${log.message}`);
    },
  });
  // Names are what errors and logs say: a class that had to be renamed keeps its own.
  const { output } = await joined.write({
    dir: folder,
    format: 'esm',
    sourcemap: true,
    keepNames: true,
    chunkFileNames: 'shared.js',
    // What subpaths have in common with the main entry stays one file, however they share it.
    codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] },
  });
  await joined.close();
  const chunks = output.filter((file) => file.type === 'chunk');
  shareCopies(folder, readManifest(root), chunks);
}

/** For each entry of the manifest that stands in `bundle/`, the compiled module of the same name. */
function compiledEntries(root: string): Record<string, string> {
  const files = Object.values(readManifest(root).exports).flatMap((target) => {
    const file = typeof target === 'string' ? target : (target.default ?? '');
    return /^\.\/bundle\/(.+)\.js$/.exec(file)?.[1] ?? [];
  });
  return Object.fromEntries(files.map((name) => [name, join(root, 'dist', `${name}.js`)]));
}

/** Hands on the compiler's maps, so that stacks and debuggers show the sources. */
const compilerSourceMaps: Plugin = {
  name: 'compiler-source-maps',
  load(id) {
    if (!existsSync(`${id}.map`)) return null;
    return { code: readFileSync(id, 'utf8'), map: readFileSync(`${id}.map`, 'utf8') };
  },
};
