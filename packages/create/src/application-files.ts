import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { applicationManifest, type Manifest } from './application-manifest.js';
import { applicationReadme } from './application-readme.js';
import { ADAPTERS, type ApplicationChoices } from './platforms.js';

/** Files of a project: contents by path, with `/` between folders. */
export type ProjectFiles = ReadonlyMap<string, string>;

const TEMPLATE = join(import.meta.dirname, '../templates/application');
const WITH_GATEWAYS = / *\/\/ with gateways$/;

/**
 * The files of a new application. The template is a working application on Express and socket.io; for other platforms
 * its adapters are replaced, and what only gateways need is left out.
 */
export function applicationFiles(choices: ApplicationChoices): ProjectFiles {
  const files = new Map<string, string>();
  for (const file of readdirSync(TEMPLATE, { recursive: true, encoding: 'utf8', withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name)
      .slice(TEMPLATE.length + 1)
      .replaceAll(sep, '/');
    const target = targetOf(path, choices);
    if (target) files.set(target, adapt(readFileSync(join(TEMPLATE, path), 'utf8'), choices));
  }
  const manifest = JSON.parse(files.get('package.json') ?? '{}') as Manifest;
  files.set('package.json', `${JSON.stringify(applicationManifest(manifest, choices), null, 2)}\n`);
  files.set('README.md', applicationReadme(choices));
  return new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Files that npm or a tool of this repository would take for its own begin with `_` in the template. */
function targetOf(path: string, { ws }: ApplicationChoices): string | undefined {
  if (/gateway/.test(path) && ws === 'none') return undefined;
  const [, variant] = /gateway\.(socket\.io|ws)\.spec\.ts$/.exec(path) ?? [];
  if (variant && variant !== ws) return undefined;
  return path
    .replace(`gateway.${variant}.spec`, 'gateway.spec')
    .replace(/^_(?=package|tsconfig)/, '')
    .replace(/^_/, '.');
}

function adapt(text: string, { http, ws }: ApplicationChoices): string {
  const lines = text.split('\n');
  const kept = ws === 'none' ? lines.filter((line) => !WITH_GATEWAYS.test(line)) : lines;
  const plain = kept.map((line) => line.replace(WITH_GATEWAYS, '')).join('\n');
  const onHttp = plain
    .replaceAll('@portico/platform-express', `@portico/platform-${http}`)
    .replaceAll(ADAPTERS.express, ADAPTERS[http]);
  if (ws === 'none') return onHttp;
  return onHttp
    .replaceAll('@portico/platform-socket.io', `@portico/platform-${ws}`)
    .replaceAll(ADAPTERS['socket.io'], ADAPTERS[ws]);
}
