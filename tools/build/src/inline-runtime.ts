import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import type { WrittenChunk } from './share-copies.js';

/** All that the bundler's runtime does for us: a class that had to be renamed keeps its own name. */
const KEEP_NAME =
  'const __name = (target, value) => Object.defineProperty(target, "name", { value, configurable: true });';

/**
 * Puts the bundler's runtime, one function, into each chunk that uses it: a file of its own would have to be found and
 * loaded at each start. Lines stay where they are.
 *
 * @returns the chunks that are left
 * @throws when the runtime has become more than that function
 */
export function inlineRuntime(folder: string, chunks: readonly WrittenChunk[]): WrittenChunk[] {
  const runtime = chunks.find(({ fileName }) => fileName === 'rolldown-runtime.js');
  if (!runtime) return [...chunks];
  rmSync(join(folder, runtime.fileName));
  return chunks
    .filter((chunk) => chunk !== runtime)
    .map(({ fileName }) => {
      const path = join(folder, fileName);
      const code = withRuntime(readFileSync(path, 'utf8'), fileName);
      writeFileSync(path, code);
      return { fileName, code };
    });
}

/** One chunk's code with the function instead of its import. */
export function withRuntime(code: string, fileName: string): string {
  const imports = parseAst(code).body.filter((statement) => statement.type === 'ImportDeclaration');
  const runtime = imports.find(({ source }) => source.value.endsWith('/rolldown-runtime.js'));
  if (!runtime) return code;
  const names = runtime.specifiers.map(({ local }) => local.name);
  if (names.some((name) => name !== '__name')) throw new Error(`${fileName} uses ${names} of the bundler's runtime`);
  const end = imports.at(-1)?.end ?? runtime.end;
  const helper = names.length > 0 ? ` ${KEEP_NAME}` : '';
  return code.slice(0, runtime.start) + code.slice(runtime.end, end) + helper + code.slice(end);
}
