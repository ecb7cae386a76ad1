import { logger, type Tree } from '@nx/devkit';
import type { PlatformKind, PlatformNames } from './platform-names.js';

/** A line that one of the workspace's tables gets. */
interface Entry {
  readonly file: string;
  /** The line goes before the first one that this matches, or after it. */
  readonly before?: RegExp;
  readonly after?: RegExp;
  readonly line: string;
}

/** Enters a platform where the workspace lists its packages, samples and pages. */
export function addToTables(tree: Tree, names: PlatformNames, kind: PlatformKind, sample: string): void {
  for (const entry of entriesOf(names, kind, sample)) {
    if (!insert(tree, entry)) logger.warn(`${entry.file} is not as it was: add this line by hand:\n${entry.line}`);
  }
}

function entriesOf({ folder, className, packageName }: PlatformNames, kind: PlatformKind, sample: string): Entry[] {
  const http = kind === 'http';
  const name = sample.slice('samples/'.length);
  const shows = `${http ? 'Controllers' : 'Gateways'} on ${className}`;
  return [
    {
      file: 'tools/checks/src/boundaries/allowed-imports.ts',
      before: /^ {2}testing: \{/,
      line: `  '${folder}': ${http ? 'platform' : 'realtimePlatform'},`,
    },
    {
      file: 'docs/architecture.md',
      before: /^\| `testing` \|/,
      line: http
        ? `| \`${folder}\` | common, core | ${className} behind \`AbstractHttpAdapter\` |`
        : `| \`${folder}\` | common, core, websockets | ${className} behind \`AbstractWsAdapter\` |`,
    },
    {
      file: 'README.md',
      before: /^\| \[@portico\/testing\]/,
      line: `| [${packageName}](packages/${folder}) | ${className} |`,
    },
    {
      file: 'docs/installing.md',
      before: /^\| tests \|/,
      line: http
        ? `| HTTP on ${className} | \`npm i @portico/common @portico/core ${packageName} reflect-metadata rxjs\` |`
        : `| gateways on ${className} | one of the above, and \`npm i @portico/websockets ${packageName}\` |`,
    },
    {
      file: 'samples/README.md',
      after: /^\| \[\d\d-.*\n(?!\|)/m,
      line: `| [${name}](${name}/README.md) | ${shows} | \`npx nx serve ${name}\` |`,
    },
    {
      file: 'docs/site/.vitepress/navigation.ts',
      before: /^ {6}\['Dependency injection',/,
      line: `      ['${className}', 'platforms/${folder}'],`,
    },
  ];
}

function insert(tree: Tree, { file, before, after, line }: Entry): boolean {
  const text = tree.exists(file) ? (tree.read(file, 'utf-8') ?? '') : '';
  const anchor = before ? new RegExp(before.source, 'm') : (after as RegExp);
  const found = anchor.exec(text);
  if (!found) return false;
  const at = before ? found.index : found.index + found[0].length;
  tree.write(file, `${text.slice(0, at)}${line}\n${text.slice(at)}`);
  return true;
}
