import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../../..');
const PACKAGES = join(ROOT, 'packages');
/** The page, with each list entry on one line. */
const page = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8').replace(/\n {2}(?=\S)/g, ' ');

/** The catalogue of each package, read as text, because core does not import packages that depend on it. */
function catalogues(): Map<string, string> {
  const titles = new Map<string, string>();
  for (const name of readdirSync(PACKAGES)) {
    const files = ['src/errors.ts', 'src/errors/catalogue.ts'].map((file) => join(PACKAGES, name, file));
    const file = files.find(existsSync);
    if (!file) continue;
    for (const [, code, single, double] of readFileSync(file, 'utf8').matchAll(
      /^\s*(PORTICO_[A-Z_]+):\s*(?:'((?:[^'\\]|\\.)*)'|"([^"]*)")/gm,
    )) {
      titles.set(code as string, (single ?? double ?? '').replaceAll("\\'", "'"));
    }
  }
  return titles;
}

function sections(): Map<string, string> {
  const found = page.split(/^## /m).slice(1);
  return new Map(found.map((section) => [section.slice(0, section.indexOf('\n')), section]));
}

function* sources(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.ts$/.test(entry.name) && !/\.(spec|fixture|test-d)\.ts$/.test(entry.name)) yield path;
  }
}

describe('docs/errors.md', () => {
  const titles = catalogues();

  it('has exactly one section for each code of all packages', () => {
    expect([...sections().keys()].sort()).toEqual([...titles.keys()].sort());
  });

  it.each([...titles])('lists %s, shows and explains it, and says how to fix it', (code, title) => {
    const section = sections().get(code) ?? '';
    expect(section).toContain(`**${title}.**`);
    expect(section).toMatch(/```text\n[^`]+```/);
    expect(section).toMatch(/How to fix it:\n\n- /);
    expect(page).toContain(`- [${code}](#${code.toLowerCase()}): ${title}`);
  });

  it('contains all codes that the packages use', () => {
    const named = new Set<string>();
    for (const name of readdirSync(PACKAGES)) {
      const directory = join(PACKAGES, name, 'src');
      if (!existsSync(directory)) continue;
      for (const path of sources(directory)) {
        for (const [, code] of readFileSync(path, 'utf8').matchAll(/['"`](PORTICO_[A-Z_]*[A-Z])['"`]/g))
          named.add(code as string);
      }
    }
    expect([...named].filter((code) => !titles.has(code))).toEqual([]);
  });
});
