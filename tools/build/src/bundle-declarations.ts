import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import { chunkGroups, compiledEntries } from './bundle.js';
import { failOnLog } from './fail-on-log.js';
import { type Manifest, readManifest } from './package-entries.js';

/**
 * Joins the declarations of a package in `dist/`, one file per entry and one for what entries share, with what no entry
 * leads to left out. Files cost a block of the disk each, and a class with private members must be declared once.
 *
 * @param root the package's folder, compiled
 * @throws when an entry of the manifest has not been compiled
 */
export async function bundleDeclarations(root: string): Promise<void> {
  const folder = join(root, 'dist');
  const joined = await rolldown({
    input: compiledEntries(root, 'd.ts'),
    external: /^[^./]/,
    plugins: [dts({ dtsInput: true, tsconfig: false, sourcemap: false })],
    experimental: { attachDebugInfo: 'none' },
    onLog: failOnLog(root),
  });
  const { output } = await joined.write({
    dir: folder,
    format: 'esm',
    chunkFileNames: 'shared.d.ts',
    codeSplitting: { groups: chunkGroups(root) },
  });
  await joined.close();
  const optional = optionalTypes(readManifest(root));
  for (const { fileName } of output) {
    const path = join(folder, fileName);
    writeFileSync(path, markOptional(readFileSync(path, 'utf8'), optional));
  }
}

/** Packages whose types an application may lack: its optional peers, under `@types` or their own name. */
export function optionalTypes({ peerDependenciesMeta = {} }: Pick<Manifest, 'peerDependenciesMeta'>): string[] {
  const names = Object.keys(peerDependenciesMeta).filter((name) => peerDependenciesMeta[name]?.optional);
  return names.map((name) => name.replace(/^@types\/(?:(.+)__)?/, (_, scope?: string) => (scope ? `@${scope}/` : '')));
}

/**
 * Lets declarations compile where an optional package is not installed: what they take from it is `any` there, and exact
 * where it is. An application that does not use uploads has no use for their types.
 */
export function markOptional(declarations: string, optional: readonly string[]): string {
  return declarations.replace(/^(?:import|export) .*? from "([^"]+)";$/gm, (statement, module: string) => {
    const isOptional = optional.some((name) => module === name || module.startsWith(`${name}/`));
    return isOptional ? `// @ts-ignore: its types are optional\n${statement}` : statement;
  });
}
