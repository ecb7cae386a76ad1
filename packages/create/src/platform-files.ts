import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectFiles } from './application-files.js';
import type { Manifest } from './application-manifest.js';
import { ownVersion } from './own-version.js';
import { platformReadme } from './platform-readme.js';
import type { PlatformChoices } from './platforms.js';
import { plainName, readTemplate } from './read-template.js';

const TEMPLATES = join(import.meta.dirname, '../templates/platform');
/** The adapters, which the build copies into the package. In the repository they are in the folder in which they are tested. */
const STARTERS =
  ['../../conformance/starters', '../starters'].map((folder) => join(import.meta.dirname, folder)).find(existsSync) ??
  '';

/** The HTTP platform on which the tests of a WebSocket platform run. */
const HTTP_ADAPTER = "export { ExpressAdapter as HttpAdapter } from '@portico/platform-express';\n";

/** Makes the files of a new platform package. It contains a small adapter that passes the conformance suite. */
export function platformFiles({ name, kind }: PlatformChoices): ProjectFiles {
  const type = name.replace(/^@[^/]+\//, '').replace(/^platform-(?=.)/, '');
  const className = pascalCase(type);
  const rename = (text: string): string => text.replaceAll('MyPlatform', className).replaceAll('my-platform', type);
  const files = new Map<string, string>();
  for (const [path, text] of readTemplate(TEMPLATES)) files.set(plainName(path), text);
  for (const [path, text] of readTemplate(join(STARTERS, kind))) files.set(`src/${path}`, rename(text));
  if (kind === 'websocket') files.set('src/http-adapter.fixture.ts', HTTP_ADAPTER);
  // The template of this package.
  const manifest = JSON.parse(files.get('package.json') ?? '{}') as PlatformManifest;
  files.set('package.json', `${JSON.stringify(manifestFor(manifest, { name, kind }, className), null, 2)}\n`);
  files.set('README.md', platformReadme({ name, kind }, className));
  files.set('LICENSE', readFileSync(join(import.meta.dirname, '../LICENSE'), 'utf8'));
  return files;
}

interface PlatformManifest extends Manifest {
  description: string;
  peerDependencies: Record<string, string>;
}

function manifestFor(template: PlatformManifest, { name, kind }: PlatformChoices, className: string): PlatformManifest {
  const version = `^${ownVersion()}`;
  const manifest = {
    ...template,
    name,
    description: `${className} as ${kind === 'http' ? 'an HTTP' : 'a WebSocket'} platform of Portico.`,
  };
  if (kind === 'http') return manifest;
  return {
    ...manifest,
    // The types of the adapter refer to those of ws, so applications need them as well.
    dependencies: { '@types/ws': '^8.18.0', ws: '^8.18.0' },
    peerDependencies: { ...template.peerDependencies, '@portico/websockets': version },
    devDependencies: { ...template.devDependencies, '@portico/platform-express': version },
  };
}

/** Returns a name for classes: one cannot begin with a digit. */
function pascalCase(name: string): string {
  const words = name.split(/[^a-z\d]+/i).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join('').replace(/^(?=\d)/, 'Platform');
}
