import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { COMMON_ERRORS } from './errors/catalogue.js';
import * as common from './index.js';

const ROOT = import.meta.dirname;

const manifest = JSON.parse(readFileSync(join(ROOT, '../package.json'), 'utf8')) as {
  exports: Record<string, string | { '@portico/source': string }>;
};

/** The source files of all entries of the package, including named subpaths. */
const entries = Object.values(manifest.exports).flatMap((target) =>
  typeof target === 'string' ? [] : [join(ROOT, '..', target['@portico/source'])],
);

/** Returns the modules that `file` loads at run time, without type-only imports. */
function loadedBy(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
  return source.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings;
      const onlyTypes =
        statement.importClause?.isTypeOnly ||
        (bindings &&
          ts.isNamedImports(bindings) &&
          bindings.elements.length > 0 &&
          bindings.elements.every((element) => element.isTypeOnly));
      return onlyTypes ? [] : [(statement.moduleSpecifier as ts.StringLiteral).text];
    }
    const exported = ts.isExportDeclaration(statement) && !statement.isTypeOnly && statement.moduleSpecifier;
    return exported ? [(exported as ts.StringLiteral).text] : [];
  });
}

function reach(entry: string): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const specifier of loadedBy(file)) {
      if (!specifier.startsWith('.')) packages.add(specifier);
      else visit(join(dirname(file), specifier.replace(/\.js$/, '.ts')));
    }
  };
  visit(entry);
  return { files, packages };
}

describe('the package', () => {
  it.each(['index.ts', 'internal.ts', 'schemas/index.ts'])('loads no large packages at import: %s', (entry) => {
    const { packages } = reach(join(ROOT, entry));
    expect([...packages].filter((name) => !name.startsWith('node:'))).toEqual(['reflect-metadata']);
  });

  it('reaches every source file from its entries', () => {
    const reached = new Set(entries.flatMap((entry) => [...reach(entry).files]));
    const unreached = (readdirSync(ROOT, { recursive: true }) as string[])
      .filter((file) => file.endsWith('.ts') && !/\.(spec|test-d)\.ts$/.test(file))
      .filter((file) => !reached.has(join(ROOT, file)))
      // Files that only contain types are not loaded.
      .filter((file) => /^export (?!type |interface |declare )/m.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(unreached.map((file) => relative('.', file))).toEqual([]);
    expect([...reached].every(existsSync)).toBe(true);
  });

  it('exports its public names, and its errors have titles', () => {
    expect(Object.keys(common)).toHaveLength(123);
    const used = [...new Set(entries.flatMap((entry) => [...reach(entry).files]))]
      .flatMap((file) => [
        ...readFileSync(file, 'utf8').matchAll(/(?:commonError\(\s*|super\(\{\s*code: )'(PORTICO_\w+)'/g),
      ])
      .map(([, code]) => code);
    expect([...new Set(used)].sort()).toEqual(Object.keys(COMMON_ERRORS).sort());
  });
});
