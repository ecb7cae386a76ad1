import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const known = new Map<string, ReadonlySet<string>>();

/** The names that a source file exports, values and types, those of `export * from` included. */
export function exportedNames(file: string): ReadonlySet<string> {
  const before = known.get(file);
  if (before) return before;
  const names = new Set<string>();
  known.set(file, names);
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  for (const statement of source.statements) {
    if (ts.isExportDeclaration(statement)) exportedBy(statement, file, names);
    else if (isExported(statement)) declaredBy(statement, names);
  }
  return names;
}

function exportedBy({ exportClause, moduleSpecifier }: ts.ExportDeclaration, file: string, names: Set<string>): void {
  if (exportClause && ts.isNamedExports(exportClause)) {
    for (const { name } of exportClause.elements) names.add(name.text);
  } else if (exportClause) {
    names.add(exportClause.name.text);
  } else if (moduleSpecifier && ts.isStringLiteral(moduleSpecifier)) {
    const from = join(dirname(file), moduleSpecifier.text.replace(/\.js$/, '.ts'));
    for (const name of exportedNames(from)) names.add(name);
  }
}

function declaredBy(statement: ts.Statement, names: Set<string>): void {
  if (ts.isVariableStatement(statement)) {
    for (const { name } of statement.declarationList.declarations) if (ts.isIdentifier(name)) names.add(name.text);
  } else {
    const { name } = statement as ts.Statement & { name?: ts.Identifier };
    if (name) names.add(name.text);
  }
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}
