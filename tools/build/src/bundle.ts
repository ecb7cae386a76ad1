import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { failOnLog } from './fail-on-log.js';
import { inlineRuntime } from './inline-runtime.js';
import { type LineMap, lineMap } from './line-map.js';
import { COMPILED, readManifest } from './package-entries.js';
import { shareCopies } from './share-copies.js';

interface ChunkGroup {
  readonly name: string;
  readonly minShareCount?: number;
  readonly priority?: number;
  test?(id: string): boolean;
}

/**
 * What several entries share is one file, however they share it. Folders that the manifest names under `portico.apart` are files
 * of their own, for those who load nothing else of the package, such as browsers.
 */
export function chunkGroups(root: string): ChunkGroup[] {
  const apart = readManifest(root).portico?.apart ?? [];
  return [
    ...apart.map((name) => ({
      name,
      priority: 1,
      test: (id: string) => id.startsWith(resolve(root, COMPILED, name) + sep),
    })),
    { name: 'shared', minShareCount: 2 },
  ];
}

/**
 * Joins the compiled modules of a package into `dist/`: one file per entry and one for what several entries share.
 * Node needs about a fifth of a millisecond for every file that it loads, so a package of a hundred files would cost
 * each start of an application more than the framework does with it. Other packages stay imports. Copies of one release
 * that are installed side by side share what they declare: see {@link shareCopies}.
 *
 * @param root the package's folder, compiled to {@link COMPILED}
 * @throws when an entry of the manifest has not been compiled, or an import cannot be resolved
 */
export async function bundle(root: string): Promise<void> {
  const folder = join(root, 'dist');
  rmSync(folder, { recursive: true, force: true });
  const joined = await rolldown({
    input: compiledEntries(root, 'js'),
    platform: 'node',
    external: /^[^./]/,
    // What a module does when it is loaded stays, and the order stays that of the modules.
    treeshake: false,
    plugins: [compilerSourceMaps],
    experimental: { attachDebugInfo: 'none' },
    onLog: failOnLog(root),
  });
  // Names are what errors and logs say: a class that had to be renamed keeps its own.
  const { output } = await joined.write({
    dir: folder,
    format: 'esm',
    sourcemap: true,
    keepNames: true,
    // Removing code that seems dead removes calls that check by throwing: `decodeURIComponent(path);`.
    minify: false,
    // The declarations carry the docstrings, and the maps lead to the sources.
    comments: { jsdoc: false },
    chunkFileNames: '[name].js',
    codeSplitting: { groups: chunkGroups(root) },
  });
  await joined.close();
  const chunks = output.filter((file) => file.type === 'chunk');
  for (const { fileName, map } of chunks) {
    if (map) writeFileSync(join(folder, `${fileName}.map`), JSON.stringify(lineMap(map as LineMap)));
  }
  shareCopies(folder, readManifest(root), inlineRuntime(folder, chunks));
}

/** For each entry of the manifest, by its name in `dist/`: the compiler's file of that name. */
export function compiledEntries(root: string, extension: 'js' | 'd.ts'): Record<string, string> {
  const names = Object.values(readManifest(root).exports).flatMap((target) => {
    const file = typeof target === 'string' ? target : (target.default ?? '');
    return /^\.\/dist\/(.+)\.js$/.exec(file)?.[1] ?? [];
  });
  return Object.fromEntries(names.map((name) => [name, join(root, COMPILED, `${name}.${extension}`)]));
}

/** Hands on the compiler's maps, so that stacks and debuggers show the sources. */
const compilerSourceMaps: Plugin = {
  name: 'compiler-source-maps',
  load(id) {
    if (!existsSync(`${id}.map`)) return null;
    return { code: readFileSync(id, 'utf8'), map: readFileSync(`${id}.map`, 'utf8') };
  },
};
