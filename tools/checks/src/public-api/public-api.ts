import { relative, sep } from 'node:path';
import ts from 'typescript';

/** One way into a package: the specifier that users write and the declaration file behind it. */
export interface Entry {
  specifier: string;
  /** Other specifiers of the same file. */
  aliases?: readonly string[];
  declarations: string;
}

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
};

/**
 * The public API of a package as Markdown: for every entry each exported name with its declaration, sorted, and
 * after them the types which the declarations mention but no entry exports.
 *
 * @param title the package's name
 * @param root its folder; a declaration outside of it is printed as a re-export
 */
export function describePublicApi(
  title: string,
  root: string,
  entries: readonly Entry[],
  program = programOf(entries),
): string {
  const reader = new ApiReader(program, root);
  const sections = entries.map((entry) => reader.section(entry));
  return [
    `# Public API of ${title}`,
    'Made by `npm run api:update` from the built declarations; a difference has to be reviewed like code.',
    ...sections,
    ...reader.unexported(),
    '',
  ].join('\n\n');
}

/** The compiler's view of some declarations, as an application that imports them has it. */
export function programOf(entries: readonly Entry[]): ts.Program {
  return ts.createProgram(
    entries.map((entry) => entry.declarations),
    options,
  );
}

class ApiReader {
  private readonly checker: ts.TypeChecker;
  private readonly printer = ts.createPrinter({ removeComments: true });
  private readonly firstEntry = new Map<ts.Symbol, string>();
  private readonly mentioned = new Set<ts.Symbol>();

  constructor(
    private readonly program: ts.Program,
    private readonly root: string,
  ) {
    this.checker = program.getTypeChecker();
  }

  section({ specifier, aliases = [], declarations }: Entry): string {
    const file = this.program.getSourceFile(declarations);
    const module = file && this.checker.getSymbolAtLocation(file);
    const names = module ? this.checker.getExportsOfModule(module) : [];
    const blocks = names
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((name) => this.describe(name, specifier))
      .join('\n\n');
    const title = `## ${specifier}${note(specifier, aliases)}`;
    return `${title}\n\n${blocks === '' ? 'Exports nothing.' : fenced(blocks)}`;
  }

  /** What the public declarations mention, and what that mentions again, until nothing new comes. */
  unexported(): string[] {
    const blocks = new Map<string, string>();
    // A Set visits what is added to it while it is being visited: the closure needs no work list.
    for (const symbol of this.mentioned) {
      if (this.firstEntry.has(symbol)) continue;
      const place = symbol.declarations?.[0]?.getSourceFile().fileName ?? '';
      blocks.set(`${symbol.name} ${place}`, this.declarationsOf(symbol));
    }
    if (blocks.size === 0) return [];
    const sorted = [...blocks].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
    return [`## Mentioned, not exported\n\n${fenced(sorted.join('\n\n'))}`];
  }

  private describe(name: ts.Symbol, specifier: string): string {
    const symbol = this.target(name);
    const known = this.firstEntry.get(symbol);
    if (known)
      return `export { ${symbol.name === name.name ? name.name : `${symbol.name} as ${name.name}`} }; // of ${known}`;
    if (!this.isOurs(symbol)) return `export { ${name.name} }; // of ${this.originOf(symbol)}`;
    this.firstEntry.set(symbol, specifier);
    const text = this.declarationsOf(symbol);
    return symbol.name === name.name ? text : `export { ${symbol.name} as ${name.name} };\n${text}`;
  }

  private declarationsOf(symbol: ts.Symbol): string {
    return (symbol.declarations ?? [])
      .filter((declaration) => this.isInside(declaration))
      .map((declaration) => this.print(declaration))
      .join('\n');
  }

  private print(declaration: ts.Declaration): string {
    const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    this.collectMentions(statement);
    const file = statement.getSourceFile();
    const transformed = ts.transform(statement as ts.Node, [withoutPrivateMembers]);
    const text = this.printer.printNode(ts.EmitHint.Unspecified, transformed.transformed[0] as ts.Node, file);
    transformed.dispose();
    return text.replace(/^(export )?(declare )?/, 'export ').replaceAll('    ', '  ');
  }

  private collectMentions(node: ts.Node): void {
    if (isPrivate(node)) return;
    if (ts.isIdentifier(node)) {
      const symbol = this.checker.getSymbolAtLocation(node);
      const target = symbol && this.target(symbol);
      if (target && isTopLevel(target) && this.isOurs(target)) this.mentioned.add(target);
    }
    ts.forEachChild(node, (child) => this.collectMentions(child));
  }

  private target(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  private isOurs(symbol: ts.Symbol): boolean {
    return (symbol.declarations ?? []).some((declaration) => this.isInside(declaration));
  }

  private isInside(declaration: ts.Declaration): boolean {
    const path = relative(this.root, declaration.getSourceFile().fileName);
    return !path.startsWith('..') && !path.split(sep).includes('node_modules');
  }

  private originOf(symbol: ts.Symbol): string {
    const path = symbol.declarations?.[0]?.getSourceFile().fileName ?? 'somewhere else';
    return /(?:node_modules|packages)\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(path)?.[1] ?? path;
  }
}

/** Beside a package's face and its internals there are paths that third-party modules import. */
function note(specifier: string, aliases: readonly string[]): string {
  if (/^(@[^/]+\/)?[^/]+(\/internal)?$/.test(specifier)) return '';
  const also = aliases.length > 0 ? `, also as ${aliases.join(', ')}` : '';
  return `\n\nA named subpath, for modules that import it${also}.`;
}

/** Private members are in a declaration file for nominal typing only; they are not an API. */
const withoutPrivateMembers: ts.TransformerFactory<ts.Node> = (context) => {
  const visit = (node: ts.Node): ts.Node | undefined =>
    isPrivate(node) ? undefined : ts.visitEachChild(node, visit, context);
  return (node) => visit(node) as ts.Node;
};

function isPrivate(node: ts.Node): boolean {
  if (!ts.isClassElement(node)) return false;
  if (node.name && ts.isPrivateIdentifier(node.name)) return true;
  const flags = ts.getCombinedModifierFlags(node as ts.ClassElement);
  return (flags & ts.ModifierFlags.Private) !== 0 && !ts.isConstructorDeclaration(node);
}

/** Whether a symbol is declared by a statement of a file, not by a parameter or a member. */
function isTopLevel(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((declaration) => {
    const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    return statement.parent !== undefined && ts.isSourceFile(statement.parent);
  });
}

function fenced(code: string): string {
  return `\`\`\`ts\n${code}\n\`\`\``;
}
