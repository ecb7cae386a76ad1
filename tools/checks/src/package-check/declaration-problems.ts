import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { COMPILED, entriesOf, type Manifest, type PackageEntry } from '../../../build/src/package-entries.js';
import { describePublicApi, type Entry, programOf } from '../public-api/public-api.js';

/**
 * Where the joined declarations of a built package say something else than the compiler's own, types or docstrings. Each
 * problem names the file that is published, the sources that it was joined from, and what to do.
 */
export function declarationProblems(root: string, manifest: Manifest): string[] {
  const entries = entriesOf(root, manifest);
  const compiled = entries.map(({ specifier, compiledDeclarations }) => ({
    specifier,
    declarations: compiledDeclarations,
  }));
  const before = describe(root, compiled);
  return differences(before, describe(root, entries)).map(({ old, made, line }) => {
    const place = placeOf(root, entries, before.slice(0, line + 1));
    return (
      `${place} says something else than the compiler:\n  ${old}\nbecame\n  ${made}\n` +
      `This is caused by a dist that is older than ${COMPILED}, or by a type that cannot be joined: one from a module ` +
      'without declarations, or two of the same name from different files. ' +
      `How to fix it: npx nx build ${manifest.name} --skip-nx-cache. If it stays, rename one of the two, or write the type out where it is exported.`
    );
  });
}

/** The published file in whose part of the description the last of some lines stands, and what it was made from. */
function placeOf(root: string, entries: readonly PackageEntry[], lines: readonly string[]): string {
  const last = lines.at(-1) ?? '';
  const heading = lines.findLast((each) => each.startsWith('## ')) ?? '';
  const entry =
    entries.find(({ specifier }) => last.startsWith(`${specifier} `)) ??
    entries.find(({ specifier }) => heading.split(' ')[1] === specifier);
  if (!entry) return `A type in ${join(root, 'dist')} that no entry exports`;
  const name = (path: string): string => relative(resolve(root), path);
  return `${name(entry.declarations)}, joined from ${name(entry.compiledDeclarations)} and what that imports,`;
}

/** A line that differs. */
interface Difference {
  readonly old: string;
  readonly made: string;
  readonly line: number;
}

/** The lines that differ, the first few. */
function differences(before: readonly string[], after: readonly string[]): Difference[] {
  const found: Difference[] = [];
  for (let line = 0; line < Math.max(before.length, after.length) && found.length < 5; line++) {
    const [old = '(nothing)', made = '(nothing)'] = [before[line], after[line]];
    if (old !== made) found.push({ old, made, line });
  }
  return found;
}

/**
 * Types, then docstrings, a line each. Imports go by the names under which they are exported, and namesakes of several
 * files by that name, without the number that tells them apart in one file.
 */
function describe(root: string, entries: readonly Entry[]): string[] {
  const program = programOf(entries);
  const own = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(`${resolve(root)}/`));
  const aliases = new Map(own.filter(({ fileName }) => !fileName.includes('/node_modules/')).flatMap(aliasesOf));
  const types = describePublicApi('', resolve(root), entries, program)
    .replace(/\bimport\('[^']+'\)\./g, '')
    .replace(/[\w$]+/g, (name) => (aliases.get(name) ?? name).replace(/\$\d+$/, ''));
  return [...types.split('\n'), ...docstrings(program, entries)];
}

/** `import { Server as SecureServer }`: the local names of a file, with what they stand for. */
function aliasesOf(file: ts.SourceFile): [local: string, exported: string][] {
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement)) return [];
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) return [];
    const foreign = !(statement.moduleSpecifier as ts.StringLiteral).text.startsWith('.');
    return bindings.elements.flatMap(({ name, propertyName }): [string, string][] =>
      foreign && propertyName ? [[name.text, propertyName.text]] : [],
    );
  });
}

function docstrings(program: ts.Program, entries: readonly Entry[]): string[] {
  const checker = program.getTypeChecker();
  return entries.flatMap(({ specifier, declarations }) => {
    const file = program.getSourceFile(declarations);
    const module = file && checker.getSymbolAtLocation(file);
    const names = module ? checker.getExportsOfModule(module) : [];
    return names
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((name) => {
        const symbol = name.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(name) : name;
        const members = [...(symbol.members?.values() ?? []), ...(symbol.exports?.values() ?? [])];
        return [symbol, ...members].map(
          (each) => `${specifier} ${name.name} ${each.name}: ${docstring(each, checker)}`,
        );
      });
  });
}

function docstring(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const tags = symbol.getJsDocTags(checker).map(({ name, text }) => `@${name} ${ts.displayPartsToString(text)}`);
  return [ts.displayPartsToString(symbol.getDocumentationComment(checker)), ...tags]
    .join(' ')
    .replace(/\s+/g, ' ')
    .replaceAll(' }', '}');
}
