import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type Manifest, type RewrittenManifest, rewriteManifest } from './rewrite-manifest.js';
import { type Finding, scanSource } from './scan-source.js';
import { sourceFiles } from './source-files.js';

const USAGE = `Usage: portico-migrate <folder of an application> [--write]

Reports how the application's package.json changes, and what its sources use of NestJS that Portico does not have.
Nothing is changed without --write, which rewrites package.json.`;

/**
 * Runs the command.
 *
 * @returns the exit code: 0, or 1 when the application uses what is not offered, or 2 when it is called wrongly.
 */
export function main(args: readonly string[], print: (text: string) => void): number {
  const write = args.includes('--write');
  const [folder, ...rest] = args.filter((argument) => argument !== '--write');
  if (folder === undefined || rest.length > 0 || folder.startsWith('-')) {
    print(USAGE);
    return 2;
  }
  const file = join(resolve(folder), 'package.json');
  if (!existsSync(file)) {
    print(`${file} is not there: name the folder of an application.`);
    return 2;
  }
  const text = readFileSync(file, 'utf8');
  const rewritten = rewriteManifest(JSON.parse(text) as Manifest, (name) => peersOf(resolve(folder), name));
  const findings = [...sourceFiles(resolve(folder))].flatMap((source) =>
    scanSource(relative(resolve(folder), source), readFileSync(source, 'utf8')),
  );
  if (write && rewritten.changes.length > 0) writeFileSync(file, serialize(rewritten.manifest, text));
  for (const line of report(rewritten, findings, write)) print(line);
  return findings.length + rewritten.missing.length > 0 ? 1 : 0;
}

function* report({ changes, missing }: RewrittenManifest, findings: readonly Finding[], write: boolean) {
  if (changes.length === 0) yield 'package.json: nothing to change.';
  else yield write ? 'package.json is rewritten:' : 'package.json, to be rewritten with --write:';
  for (const { what, from, to } of changes) yield `  ${what}: ${from === undefined ? to : `${from} -> ${to}`}`;
  if (missing.length > 0) yield '\nDependencies that are not offered:';
  for (const { name, why } of missing) yield `  ${name}: ${why}`;
  yield findings.length === 0 ? '\nThe sources use nothing that is not offered.' : '\nNot offered:';
  for (const { file, line, message } of findings) yield `  ${file}:${line}  ${message}`;
  if (changes.length > 0) yield `\nThen: ${write ? '' : 'portico-migrate --write, '}npm install, and run the tests.`;
}

function peersOf(folder: string, name: string): Record<string, string> {
  const file = join(folder, 'node_modules', name, 'package.json');
  if (!existsSync(file)) return {};
  return (JSON.parse(readFileSync(file, 'utf8')) as Manifest).peerDependencies ?? {};
}

/** Keeps the indentation and the last line break of the file. */
function serialize(manifest: Manifest, before: string): string {
  const indentation = /^[ \t]+/m.exec(before)?.[0] ?? '  ';
  return JSON.stringify(manifest, null, indentation) + (before.endsWith('\n') ? '\n' : '');
}
