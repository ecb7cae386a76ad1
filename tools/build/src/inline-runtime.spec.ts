import { expect, it } from 'vitest';
import { withRuntime } from './inline-runtime.js';

it('inserts the function after the imports without changing lines', () => {
  const code =
    'import { t as __name } from "../rolldown-runtime.js";\nimport a from "a";\n__name(a, "b");\nexport { a };\n';
  const made = withRuntime(code, 'x.js');
  expect(made).not.toContain('rolldown-runtime');
  expect(made.split('\n')[1]).toMatch(/^import a from "a"; const __name = /);
  expect(made.split('\n')[2]).toBe('__name(a, "b");');
});

it('removes only an unused import', () => {
  expect(withRuntime('import "./rolldown-runtime.js";\nexport {};\n', 'x.js')).toBe('\nexport {};\n');
  expect(withRuntime('export const a = 1;\n', 'x.js')).toBe('export const a = 1;\n');
});

it('fails if the runtime has other functions', () => {
  const code = 'import { n as __esm, t as __name } from "./rolldown-runtime.js";\nexport {};\n';
  expect(() => withRuntime(code, 'x.js')).toThrow("x.js uses __esm,__name of the bundler's runtime");
});
