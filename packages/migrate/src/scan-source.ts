import ts from 'typescript';
import { destructuredIn, isLoading, namespacesIn, namesReadFrom } from './loaded-modules.js';
import { notOffered, notOfferedMembers, offeredPackages } from './packages.js';

export interface Finding {
  readonly file: string;
  /** Starts at 1. */
  readonly line: number;
  readonly message: string;
}

const entries = new Map(offeredPackages.flatMap((offered) => [...offered.entries]));

/** Finds the exports of NestJS that one source file uses and Portico does not have. */
export function scanSource(file: string, text: string): Finding[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found: Finding[] = [];
  const report = (node: ts.Node, message: string): void => {
    found.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, message });
  };
  const namespaces = namespacesIn(source);
  const visit = (node: ts.Node): void => {
    for (const message of [...problemsOf(node), ...problemsOfNamespace(node, namespaces)]) report(node, message);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function problemsOf(node: ts.Node): string[] {
  if (ts.isImportDeclaration(node)) return problemsOfImport(node.moduleSpecifier, namesIn(node.importClause));
  if (ts.isExportDeclaration(node)) return problemsOfImport(node.moduleSpecifier, exportedIn(node.exportClause));
  if (ts.isExternalModuleReference(node)) return problemsOfImport(node.expression, []);
  if (ts.isImportTypeNode(node)) return problemsOfImport(literalOf(node), nameIn(node.qualifier));
  if (ts.isCallExpression(node)) return problemsOfCall(node);
  return [];
}

function problemsOfCall({ expression, arguments: [first], parent }: ts.CallExpression): string[] {
  const loads = expression.kind === ts.SyntaxKind.ImportKeyword || isLoading(expression);
  if (loads) return problemsOfImport(first, namesReadFrom(parent));
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const why = Object.hasOwn(notOfferedMembers, expression.name.text) && notOfferedMembers[expression.name.text];
  return why ? [`${expression.name.text}() ${why}`] : [];
}

function problemsOfImport(specifier: ts.Node | undefined, names: readonly string[]): string[] {
  if (!specifier || !ts.isStringLiteralLike(specifier) || !specifier.text.startsWith('@nestjs/')) return [];
  const { text } = specifier;
  const [scope, name] = text.split('/');
  const root = `${scope}/${name}`;
  const why = notOffered[root];
  if (why) return [`${text}: ${why}`];
  // Other packages with this scope are installed unchanged.
  if (!entries.has(root) || text === `${root}/package.json`) return [];
  const offered = entries.get(text);
  if (!offered) return [`${text}: Portico does not have this path${suggestion(root, names)}`];
  return names.filter((imported) => !offered.has(imported)).map((imported) => `${text} has no "${imported}"`);
}

/** Returns the public entry of the package if it has the same export, as for many deep imports. */
function suggestion(root: string, names: readonly string[]): string {
  const there = names.filter((name) => entries.get(root)?.has(name));
  return there.length > 0 ? `; import ${there.join(', ')} from ${root}` : '';
}

function namesIn(clause: ts.ImportClause | undefined): string[] {
  const bindings = clause?.namedBindings;
  if (!bindings || !ts.isNamedImports(bindings)) return [];
  return bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

function exportedIn(clause: ts.NamedExportBindings | undefined): string[] {
  if (!clause || !ts.isNamedExports(clause)) return [];
  return clause.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

function literalOf({ argument }: ts.ImportTypeNode): ts.Node | undefined {
  return ts.isLiteralTypeNode(argument) ? argument.literal : undefined;
}

function nameIn(qualifier: ts.EntityName | undefined): string[] {
  if (!qualifier) return [];
  return ts.isIdentifier(qualifier) ? [qualifier.text] : nameIn(qualifier.left);
}

/** `core.a`, `core.B` as a type, and `const { a } = core`. Paths that Portico does not have are reported where they are imported. */
function problemsOfNamespace(node: ts.Node, namespaces: ReadonlyMap<string, ts.Node>): string[] {
  const moduleOf = (name: ts.Node | undefined): ts.Node | undefined =>
    name && ts.isIdentifier(name) ? namespaces.get(name.text) : undefined;
  const problems = (specifier: ts.Node | undefined, names: readonly string[]): string[] =>
    specifier && ts.isStringLiteralLike(specifier) && entries.has(specifier.text)
      ? problemsOfImport(specifier, names)
      : [];
  if (ts.isPropertyAccessExpression(node)) {
    return node.name.text === 'default' ? [] : problems(moduleOf(node.expression), [node.name.text]);
  }
  if (ts.isQualifiedName(node)) return problems(moduleOf(node.left), [node.right.text]);
  if (ts.isVariableDeclaration(node)) return problems(moduleOf(node.initializer), destructuredIn(node.name));
  return [];
}
