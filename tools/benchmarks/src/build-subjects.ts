import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot, subjectFolders, workspaceRoot } from './locations.js';
import type { Kind } from './measure/kinds.js';

const compiled = join(projectRoot, 'out-tsc/emitted');

/**
 * Compiles the subjects once and lays them out once per kind. The framework's subjects name `@nestjs/*`; in
 * Portico's copy those names are rewritten, so that the two run the very same code.
 *
 * @throws when the compiler fails or the reference cannot be installed
 */
export function buildSubjects(selected: readonly Kind[]): void {
  rmSync(compiled, { recursive: true, force: true });
  compile();
  for (const kind of selected) rmSync(subjectFolders[kind], { recursive: true, force: true });
  if (selected.includes('bare')) copy('bare', ['bare']);
  if (selected.includes('portico')) {
    const toPortico = (code: string) => code.replaceAll("'@nestjs/", "'@portico/");
    copy('portico', ['framework', 'portico'], toPortico);
  }
  if (selected.includes('nestjs')) copy('nestjs', ['framework']);
}

/** Emits code without checking types, which `typecheck` does. */
function compile(): void {
  const compiler = join(workspaceRoot, 'node_modules/.bin/tsc');
  const off = ['composite', 'incremental', 'declaration', 'declarationMap', 'sourceMap', 'emitDeclarationOnly'];
  const codeOnly = off.flatMap((option) => [`--${option}`, 'false']);
  const options = ['-p', 'tsconfig.subjects.json', '--noCheck', '--outDir', compiled, ...codeOnly];
  execFileSync(compiler, options, { cwd: projectRoot, stdio: 'inherit' });
}

function copy(kind: Kind, folders: readonly string[], rewrite = (code: string) => code): void {
  const wanted = readdirSync(compiled, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js'))
    .filter((path) => dirname(path) === '.' || folders.includes(dirname(path)));
  for (const path of wanted) {
    const target = join(subjectFolders[kind], path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, rewrite(readFileSync(join(compiled, path), 'utf8')));
  }
}
