import { allowedImports, allowedInTests, type ImportRule, importRuleOf } from './allowed-imports.js';
import { importsOf, stringsOf } from './source-scan.js';

export interface Violation {
  file: string;
  line: number;
  message: string;
}

/** Every way of naming a package of ours, with the part after the scope and the entry behind it. */
const scoped = /@portico\/([a-z][a-z0-9.-]*)(?:\/([a-z./-]+))?/;
/** A platform or the websockets package, named with or without the scope. */
const named = /(?:@portico\/|\b)(websockets|platform-[a-z][a-z0-9.-]*)\b/;

/**
 * The imports and strings of one source file that its package's rule does not allow.
 *
 * @param folder the package's folder, such as `core`
 * @param file its path inside the package, such as `src/http/profile.ts`
 */
export function violationsOf(folder: string, file: string, source: string): Violation[] {
  const rule = importRuleOf(folder);
  const isTest = /\.(spec|fixture|test-d)\.ts$|^test\//.test(file);
  const found: Violation[] = [];
  for (const { line, text } of importsOf(source)) {
    const message = importProblem(folder, rule, text, isTest);
    if (message) found.push({ file, line, message });
  }
  if (isTest || rule.mayName?.includes(file)) return found;
  const imports = new Set(importsOf(source).map(({ text }) => text));
  for (const { line, text } of stringsOf(source, file)) {
    const name = named.exec(text)?.[1];
    if (!name || !(name in allowedImports) || imports.has(text) || name === folder || rule.packages.includes(name))
      continue;
    found.push({ file, line, message: `names "${name}" in a string: ${folder} must not know that package` });
  }
  return found;
}

function importProblem(folder: string, rule: ImportRule, specifier: string, isTest: boolean): string | undefined {
  if (specifier.startsWith('.'))
    return /(^|\/)packages\/|\/node_modules\//.test(specifier) ? `reaches into "${specifier}"` : undefined;
  const match = scoped.exec(specifier);
  if (!match) return undefined;
  const [, name = '', entry] = match;
  if (name === folder) return isTest ? undefined : `imports itself as "${specifier}": import the sibling file directly`;
  const allowed =
    rule.packages.includes(name) || (isTest && [...allowedInTests, ...(rule.inTests ?? [])].includes(name));
  if (!allowed) return `imports "${specifier}": ${folder} may import ${listOf(rule.packages)}`;
  if (entry === 'internal' && !rule.internal.includes(name) && !isTest) {
    return `imports "${specifier}": ${folder} works with the public face of ${name}`;
  }
  return undefined;
}

function listOf(packages: readonly string[]): string {
  return packages.length === 0 ? 'no sibling' : packages.map((name) => `@portico/${name}`).join(', ');
}
