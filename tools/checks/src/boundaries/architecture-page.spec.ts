import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createProjectGraphAsync, type ProjectGraph, readCachedProjectGraph } from '@nx/devkit';
import { beforeAll, expect, it } from 'vitest';
import { allowedImports, allowedInTests, importRuleOf } from './allowed-imports.js';
import { type Arrow, closureOf, readArchitecturePage } from './architecture-page.js';

const root = resolve(import.meta.dirname, '../../../..');
const page = readArchitecturePage(readFileSync(resolve(root, 'docs/architecture.md'), 'utf8'));
let graph: ProjectGraph;

beforeAll(async () => {
  graph = await projectGraph();
}, 60_000);

/** `npx nx test checks` creates it before. Without Nx, that takes seconds. */
async function projectGraph(): Promise<ProjectGraph> {
  try {
    return readCachedProjectGraph();
  } catch {
    return createProjectGraphAsync({ exitOnError: false, resetDaemonClient: true });
  }
}

/** The dependencies between packages in `npx nx graph`, without those of tests. */
function edgesOf(folder: string): string[] {
  const targets = graph.dependencies[`@portico/${folder}`] ?? [];
  const names = targets.map(({ target }) => /^@portico\/(.+)$/.exec(target)?.[1] ?? '');
  const { packages, inTests = [] } = importRuleOf(folder);
  const onlyTests = [...allowedInTests, ...inTests].filter((name) => !packages.includes(name));
  return [...new Set(names)].filter((name) => name !== '' && !onlyTests.includes(name));
}

it('has a row for each package with the imports that lint allows', () => {
  const folders = Object.values(graph.nodes).flatMap(({ data }) => /^packages\/(.+)$/.exec(data.root)?.[1] ?? []);
  expect([...page.mayImport.keys()].sort()).toEqual(folders.sort());
  for (const [name, allowed] of page.mayImport) expect([name, allowed]).toEqual([name, allowedImports[name]?.packages]);
});

it('lists all dependencies of each package', () => {
  for (const [name, allowed] of page.mayImport) {
    expect([name, edgesOf(name).filter((target) => !allowed.includes(target))]).toEqual([name, []]);
  }
});

it('has a diagram with the dependencies of `npx nx graph`', () => {
  const drawn = new Set(page.arrows.flat().filter((name) => page.mayImport.has(name)));
  const real = [...drawn].flatMap((name) => edgesOf(name).map((target): Arrow => [name, target]));
  const [ofPage, ofGraph] = [closureOf(page.arrows), closureOf(real)];
  for (const name of drawn) {
    const both = [ofPage, ofGraph].map((closure) => [...(closure.get(name) ?? [])].sort());
    expect([name, both[0]]).toEqual([name, both[1]]);
  }
});

it('reads rows of several packages, and arrows between several packages', () => {
  const text = [
    '## Packages',
    '| package | may import | contains |',
    '| `a`, `b` | c, d | x |',
    '| `c` | nothing of ours | y |',
    '```mermaid',
    '  a --> first[c] & d',
    '  first & d --> e',
    '```',
    '## Next',
  ].join('\n');
  const { mayImport, arrows } = readArchitecturePage(text);
  expect([...mayImport]).toEqual([
    ['a', ['c', 'd']],
    ['b', ['c', 'd']],
    ['c', []],
  ]);
  expect(arrows).toEqual([
    ['a', 'c'],
    ['a', 'd'],
    ['c', 'e'],
    ['d', 'e'],
  ]);
  expect(closureOf(arrows).get('a')).toEqual(new Set(['c', 'e', 'd']));
});
