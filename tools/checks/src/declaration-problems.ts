import { resolve } from 'node:path';
import ts from 'typescript';
import { entriesOf, type Manifest } from './package-entries.js';
import { describePublicApi, type Entry, programOf } from './public-api.js';

/** Where the joined declarations of a built package say something else than the compiler's own, types or docstrings. */
export function declarationProblems(root: string, manifest: Manifest): string[] {
  const entries = entriesOf(root, manifest);
  const compiled = entries.map(({ specifier, compiledDeclarations }) => ({
    specifier,
    declarations: compiledDeclarations,
  }));
  return [...differences(describe(root, compiled), describe(root, entries))].map(
    ([before, after]) => `joining the declarations changed\n  ${before}\nto\n  ${after}`,
  );
}

/** Pairs of lines that differ, the first few. */
export function differences(before: readonly string[], after: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let line = 0; line < Math.max(before.length, after.length) && pairs.length < 5; line++) {
    const [old = '(nothing)', made = '(nothing)'] = [before[line], after[line]];
    if (old !== made) pairs.push([old, made]);
  }
  return pairs;
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
