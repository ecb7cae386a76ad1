import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { onTestFinished } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/**
 * Compiles an example as esbuild would, without the types of parameters, and runs it to its end.
 *
 * @returns what it prints
 */
export async function runWithoutMetadata(file: string): Promise<string> {
  const { outputText } = ts.transpileModule(await readFile(resolve(root, 'examples', file), 'utf8'), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ES2022,
      experimentalDecorators: true,
      emitDecoratorMetadata: false,
      useDefineForClassFields: false,
    },
  });
  const folder = resolve(root, 'out-tsc', `without-metadata-${process.pid}`);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(folder, { recursive: true });
  const program = resolve(folder, basename(file).replace(/ts$/, 'js'));
  await writeFile(program, outputText);
  const args = ['-C', '@portico/source', '--import', '@oxc-node/core/register', program];
  return (await promisify(execFile)(process.execPath, args, { cwd: root })).stdout;
}
