import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';

/** Under which all copies of all packages meet: an object on `globalThis`. */
const COPIES = "Symbol.for('portico.copies')";

/** What this needs of a chunk that the bundler wrote. */
export interface WrittenChunk {
  readonly fileName: string;
  readonly code: string;
}

/**
 * Makes several installed copies of one release act as one. An application that has the packages under other names,
 * `"@nestjs/common": "npm:@portico/common"`, gets each of them twice: once under that name and once under their own, by
 * which they import each other. Two copies would mean two of each class, and an `instanceof` or an injection token that
 * crosses from one to the other would fail.
 *
 * The body of each file becomes a function that only the first loaded copy runs. Its declarations are stored on
 * `globalThis`, under the release's name and fingerprint, and each copy exports that. Other releases stay apart. Lines
 * stay where they are, and so do the source maps.
 *
 * @param folder where the chunks stand
 * @throws when a chunk exports something that can change after it is loaded
 */
export function shareCopies(folder: string, release: { name: string; version: string }, chunks: WrittenChunk[]): void {
  const fingerprint = createHash('sha256');
  for (const { code } of chunks) fingerprint.update(code);
  const build = fingerprint.digest('hex').slice(0, 8);
  for (const { fileName } of chunks) {
    const path = join(folder, fileName);
    const key = [release.name, release.version, build, fileName].join(' ');
    writeFileSync(path, runOnce(readFileSync(path, 'utf8'), key));
  }
}

/** One chunk's code with its body under `key`; a chunk that only re-exports stays as it is. */
export function runOnce(code: string, key: string): string {
  const { body } = parseAst(code);
  const imports = body.filter((statement) => statement.type === 'ImportDeclaration');
  const exported = body.at(-1);
  const inner = body.slice(imports.length, -1);
  if (inner.every(({ type }) => type.startsWith('Export'))) return code;
  const list = exported?.type === 'ExportNamedDeclaration' && !exported.declaration && !exported.source;
  if (!list || inner.some(({ type }) => type.startsWith('Export') || type === 'ImportDeclaration')) {
    throw new Error(`${key}: expected imports, then the body, then one list of exports`);
  }
  const foreign = new Set(imports.flatMap(({ specifiers }) => specifiers.map(({ local }) => local.name)));
  const own = new Set(exported.specifiers.map(({ local }) => ('name' in local ? local.name : local.value)));
  for (const name of foreign) own.delete(name);
  const late = inner.flatMap((statement) => [...assignedLater(statement)]).find((name) => own.has(name));
  if (late) throw new Error(`${key}: exports ${late}, which a function assigns to: copies would differ`);
  const names = `{ ${[...own].join(', ')} }`;
  const start = imports.at(-1)?.end ?? 0;
  const head = `const ${names} = (globalThis[${COPIES}] ??= {})[${JSON.stringify(key)}] ??= (() => {`;
  return `${code.slice(0, start)} ${head}${code.slice(start, exported.start)}return ${names}; })(); ${code.slice(exported.start)}`;
}

/** The names that a function assigns to. What runs while the file is loaded is no matter: it is read afterwards. */
function* assignedLater(node: unknown, inFunction = false): Generator<string> {
  if (typeof node !== 'object' || node === null) return;
  const { type, left, argument } = node as { type?: string; left?: { name?: string }; argument?: { name?: string } };
  const target = type === 'AssignmentExpression' ? left : type === 'UpdateExpression' ? argument : undefined;
  if (inFunction && target?.name) yield target.name;
  const inner = inFunction || (type?.includes('Function') ?? false);
  for (const child of Object.values(node)) yield* assignedLater(child, inner);
}
