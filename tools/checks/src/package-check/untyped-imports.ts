import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { relative, resolve } from 'node:path';
import ts from 'typescript';
import { COMPILED, entriesOf, type Manifest } from '../../../build/src/package-entries.js';

type Dependencies = Pick<Manifest, 'name' | 'exports' | 'dependencies' | 'peerDependencies'>;

/**
 * Where published declarations take types from a module that has none for those who install the package. What comes from
 * there is `any` in their code, or an error of their compiler.
 */
export function untypedImports(root: string, manifest: Dependencies): string[] {
  const entries = entriesOf(root, manifest as Manifest);
  const compiled = reachable(entries.map(({ compiledDeclarations }) => compiledDeclarations));
  const published = reachable(entries.map(({ declarations }) => declarations));
  return [
    ...compiled.flatMap(({ file, imports }) =>
      imports.filter(isRelative).flatMap((name) => (resolveTypes(name, file) ? [] : [unpublished(root, file, name)])),
    ),
    ...published.flatMap(({ file, imports }) =>
      imports.filter((name) => !isRelative(name)).flatMap((name) => foreignProblem(root, manifest, file, name)),
    ),
  ];
}

interface Declarations {
  readonly file: string;
  readonly imports: readonly string[];
}

/** The declaration files that some lead to by relative imports, themselves included. */
function reachable(entries: readonly string[]): Declarations[] {
  // A Set visits what is added to it while it is being visited.
  const files = new Set(entries);
  const found: Declarations[] = [];
  for (const file of files) {
    const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
    const imports = [...new Set(importedFiles.map(({ fileName }) => fileName))];
    found.push({ file, imports });
    for (const name of imports.filter(isRelative)) files.add(resolveTypes(name, file) ?? file);
  }
  return found;
}

function isRelative(name: string): boolean {
  return name.startsWith('.');
}

function foreignProblem(root: string, manifest: Dependencies, file: string, name: string): string[] {
  const packageName = packageOf(name);
  if (isBuiltin(name) || packageName === manifest.name) return [];
  const where = `${relative(root, file)} takes types from "${name}"`;
  const types = resolveTypes(name, file);
  const ownTypes = typesPackageOf(packageName);
  if (!types) {
    return [
      `${where}, which has no declarations: they are any in applications, or error TS7016. ` +
        `How to fix it: add ${ownTypes} to the dependencies if there is such a package; otherwise describe what you use of ` +
        `${packageName} in a .ts file of your own, and let what is exported mention only that.`,
    ];
  }
  const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
  if (!types.includes(`/node_modules/${ownTypes}/`) || declared[ownTypes]) return [];
  return [
    `${where}, whose declarations are in ${ownTypes}, which applications do not get with this package. ` +
      `How to fix it: move ${ownTypes} from the devDependencies to the dependencies, or make it an optional peer.`,
  ];
}

function unpublished(root: string, file: string, name: string): string {
  const source = relative(resolve(root, COMPILED), file).replace(/\.d\.ts$/, '.ts');
  return (
    `src/${source} imports "${name}", which is not in ${COMPILED}: the compiler does not copy .d.ts files, so that ` +
    'the types are missing in what is published. How to fix it: rename the .d.ts file in src to .ts, and export the types from it.'
  );
}

/** The declaration file behind a specifier, as the compiler of an application finds it. */
function resolveTypes(name: string, file: string): string | undefined {
  const options = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
  const mode = ts.ModuleKind.ESNext;
  const { resolvedModule } = ts.resolveModuleName(name, file, options, ts.sys, undefined, undefined, mode);
  if (!resolvedModule || !/^\.([cm]?ts|d\.[cm]?ts)$/.test(resolvedModule.extension)) return undefined;
  return resolvedModule.resolvedFileName;
}

function packageOf(name: string): string {
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/');
}

function typesPackageOf(packageName: string): string {
  return `@types/${packageName.replace(/^@/, '').replace('/', '__')}`;
}
