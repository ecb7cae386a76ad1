import { join } from 'node:path';
import { applicationManifest, type Manifest } from './application-manifest.js';
import { applicationReadme } from './application-readme.js';
import { dockerfileFor } from './dockerfile.js';
import { ADAPTERS, type ApplicationChoices } from './platforms.js';
import { plainName, readTemplate } from './read-template.js';

/** The contents of the files of a project by their path, with `/` between folders. */
export type ProjectFiles = ReadonlyMap<string, string>;

const TEMPLATE = join(import.meta.dirname, '../templates/application');
const WITH_GATEWAYS = / *\/\/ with gateways$/;

/**
 * The files of a new application. The template is a working application on Express and socket.io; for other platforms
 * its adapters are replaced, and what only gateways need is left out.
 */
export function applicationFiles(choices: ApplicationChoices): ProjectFiles {
  const files = new Map<string, string>();
  for (const [path, text] of readTemplate(TEMPLATE)) {
    const target = targetOf(path, choices);
    if (target) files.set(target, adapt(text, choices));
  }
  // The template of this package.
  const manifest = JSON.parse(files.get('package.json') ?? '{}') as Manifest;
  files.set('package.json', `${JSON.stringify(applicationManifest(manifest, choices), null, 2)}\n`);
  files.set('README.md', applicationReadme(choices));
  files.set('Dockerfile', dockerfileFor(choices.manager, files.get('Dockerfile') ?? ''));
  return new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Returns the path of a file of the template, or `undefined` if the application does not need it. */
function targetOf(path: string, { ws }: ApplicationChoices): string | undefined {
  if (/gateway/.test(path) && ws === 'none') return undefined;
  const [, variant] = /gateway\.(socket\.io|ws)\.spec\.ts$/.exec(path) ?? [];
  if (variant && variant !== ws) return undefined;
  return plainName(path.replace(`gateway.${variant}.spec`, 'gateway.spec'));
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
