import ts from 'typescript';

const LOADING =
  /^((require|import\.meta)\.resolve|(jest|vi)\.(mock|doMock|setMock|unmock|doUnmock|dontMock|unstable_mockModule|requireActual|requireMock|createMockFromModule|importActual|importMock))$/;

/** `require('x')`, `require.resolve('x')`, `jest.mock('x')`, `vi.mock('x')` */
export function isLoading(expression: ts.Expression): boolean {
  if (ts.isIdentifier(expression)) return expression.text === 'require';
  return LOADING.test(expression.getText());
}

/**
 * The names that are read from a module where it is loaded: `const { a, b: c } = await import('x')`, `require('x').a`,
 * `import('x').then(({ a }) => a)`, `import('x').then((module) => module.a)`.
 */
export function namesReadFrom(parent: ts.Node): string[] {
  if (ts.isAwaitExpression(parent) || ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent)) {
    return namesReadFrom(parent.parent);
  }
  if (ts.isVariableDeclaration(parent)) return destructuredIn(parent.name);
  if (!ts.isPropertyAccessExpression(parent)) return [];
  if (parent.name.text !== 'then') return NO_EXPORTS.has(parent.name.text) ? [] : [parent.name.text];
  const callback = ts.isCallExpression(parent.parent) ? parent.parent.arguments[0] : undefined;
  if (!callback || !ts.isArrowFunction(callback)) return [];
  const [parameter] = callback.parameters;
  if (!parameter) return [];
  const { body } = callback;
  const isRead =
    ts.isPropertyAccessExpression(body) &&
    ts.isIdentifier(parameter.name) &&
    body.expression.getText() === parameter.name.text;
  return isRead ? [body.name.text] : destructuredIn(parameter.name);
}

/** Members of the promise of a module, and of the module, that are not names of exports. */
const NO_EXPORTS: ReadonlySet<string> = new Set(['catch', 'finally', 'default']);

export function destructuredIn(pattern: ts.BindingName): string[] {
  if (!ts.isObjectBindingPattern(pattern)) return [];
  return pattern.elements.flatMap(({ name, propertyName, dotDotDotToken }) => {
    const used = propertyName ?? name;
    return !dotDotDotToken && ts.isIdentifier(used) ? [used.text] : [];
  });
}

/** The modules of a file that have a name: `import * as core from 'x'`, `import core = require('x')`, `const core = require('x')`. */
export function namespacesIn(source: ts.SourceFile): ReadonlyMap<string, ts.Node> {
  const found = new Map<string, ts.Node>();
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings;
      if (bindings && ts.isNamespaceImport(bindings)) found.set(bindings.name.text, statement.moduleSpecifier);
    } else if (ts.isImportEqualsDeclaration(statement)) {
      const { moduleReference, name } = statement;
      if (ts.isExternalModuleReference(moduleReference)) found.set(name.text, moduleReference.expression);
    } else if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        const specifier = initializer && requiredBy(initializer);
        if (specifier && ts.isIdentifier(name)) found.set(name.text, specifier);
      }
    }
  }
  return found;
}

function requiredBy(initializer: ts.Expression): ts.Node | undefined {
  const call = ts.isAwaitExpression(initializer) ? initializer.expression : initializer;
  if (!ts.isCallExpression(call)) return undefined;
  const { expression, arguments: loaded } = call;
  return expression.kind === ts.SyntaxKind.ImportKeyword || isLoading(expression) ? loaded[0] : undefined;
}
