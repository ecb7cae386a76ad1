import { dirname, normalize } from 'node:path/posix';
import { importsOf } from './source-scan.js';

/** The layers of a package, from the lowest: a folder may import only folders of lower layers. */
export type Layers = readonly (readonly string[])[];

/** The packages with layers. `docs/architecture.md` lists their folders. */
export const LAYERS = {
  common: [
    ['contracts'],
    ['values'],
    ['errors'],
    ['exceptions', 'optional-packages', 'options', 'metadata'],
    ['decorators'],
    ['logging', 'modules', 'schemas'],
    ['pipes', 'serialization'],
    ['index.ts'],
    ['subpaths'],
  ],
  core: [
    ['diagnostics'],
    ['container'],
    ['errors'],
    ['scanning'],
    ['resolution', 'lifecycle'],
    ['pipeline'],
    ['enhancers'],
    ['http'],
    ['transports'],
    ['discovery'],
    ['application'],
    ['subpaths'],
  ],
  websockets: [
    ['errors.ts'],
    ['metadata'],
    ['messages'],
    ['contracts'],
    ['support'],
    ['diagnostics'],
    ['sessions'],
    ['connections'],
    ['exceptions'],
    ['validation'],
    ['codecs'],
    ['room-adapters'],
    ['rooms'],
    ['handshake'],
    ['clients'],
    ['recovery'],
    ['servers'],
    ['dispatch'],
    ['adapter'],
    ['gateways'],
    ['decorators'],
    ['adapters.ts', 'index.ts'],
  ],
} as const satisfies Record<string, Layers>;

/**
 * The imports of a source file that its layer does not allow.
 *
 * @param file its path inside `src`
 */
export function layerProblems(layers: Layers, file: string, source: string): string[] {
  const layerOf = (folder: string): number => layers.findIndex((folders) => folders.includes(folder));
  const folder = folderOf(file);
  return importsOf(source)
    .filter(({ text }) => text.startsWith('.'))
    .map(({ text }) => normalize(`${dirname(file)}/${text}`).replace(/\.js$/, '.ts'))
    .filter((imported) => folderOf(imported) !== folder)
    .filter((imported) => layerOf(folderOf(imported)) === -1 || layerOf(folderOf(imported)) >= layerOf(folder))
    .map((imported) => `${file} imports ${imported}`);
}

function folderOf(file: string): string {
  return file.split('/', 1).join();
}
