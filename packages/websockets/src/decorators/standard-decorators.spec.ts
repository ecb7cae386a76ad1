import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

/** Returns the messages of the compiler for a file with standard decorators. */
function problemsOf(file: string): string[] {
  const program = ts.createProgram([file], {
    experimentalDecorators: false,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.esnext.decorators.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    customConditions: ['@portico/source'],
    types: ['node'],
  });
  return program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

it('checks handlers of defined messages with standard decorators like with legacy ones', () => {
  const file = join(import.meta.dirname, 'message-handlers.test-d.ts');
  expect(problemsOf(file)).toEqual([]);
}, 120_000);
