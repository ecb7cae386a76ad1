import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { type Violation, violationsOf } from './boundaries.js';

/** `boundaries-main.ts <project folder>`: fails when a package imports or names what it must not. */
const root = process.argv[2] ?? '.';
const violations: Violation[] = root.startsWith('packages/') ? sourcesOf(root).flatMap(check) : [];
for (const { file, line, message } of violations) console.error(`${root}/${file}:${line} ${message}`);
process.exitCode = violations.length > 0 ? 1 : 0;

function check(file: string): Violation[] {
  return violationsOf(basename(root), file, readFileSync(join(root, file), 'utf8'));
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => /^(src|test)\//.test(file));
}
