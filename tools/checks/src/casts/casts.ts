import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** How many type assertions a package has, and how many of them go through `unknown`. */
export interface CastCount {
  casts: number;
  throughUnknown: number;
}

/** The counts of each package in `packages`, without its tests. `as const` asserts nothing, and is not counted. */
export function countCasts(root: string): Record<string, CastCount> {
  const counts: Record<string, CastCount> = {};
  for (const name of readdirSync(join(root, 'packages')).sort()) {
    const sources = join(root, 'packages', name, 'src');
    const count: CastCount = { casts: 0, throughUnknown: 0 };
    for (const file of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
      if (/(?<!\.(spec|test-d|fixture))\.ts$/.test(file)) addCasts(readFileSync(join(sources, file), 'utf8'), count);
    }
    counts[name] = count;
  }
  return counts;
}

/** Adds the assertions of a source text to a count. */
export function addCasts(source: string, count: CastCount): void {
  if (!/\bas (?!const\b)[\w('"`[{]/.test(source)) return;
  const visit = (node: ts.Node): void => {
    if (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) {
      count.casts++;
      if (ts.isAsExpression(node.expression)) count.throughUnknown++;
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, false));
}

/** One line for each count that is larger than the recorded one, with what to do. Packages without a record may have any number. */
export function castProblems(counts: Record<string, CastCount>, recorded: Record<string, CastCount>): string[] {
  const problems: string[] = [];
  for (const [name, found] of Object.entries(counts)) {
    const allowed = recorded[name];
    if (!allowed) continue;
    for (const key of ['casts', 'throughUnknown'] as const) {
      if (found[key] > allowed[key]) {
        problems.push(
          `${name} has ${found[key]} ${key}, more than ${allowed[key]}: use a type guard or a type parameter, or raise the number in casts.json with a reason in the commit.`,
        );
      }
    }
  }
  return problems;
}
