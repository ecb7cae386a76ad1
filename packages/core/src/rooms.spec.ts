import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** The layers of core, from the lowest: a folder may import only folders of lower layers. */
const FLOORS = [
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
];

const SOURCES = import.meta.dirname;
const floorOf = new Map(FLOORS.flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)));
const roomOf = (file: string): string => file.split('/')[0] as string;

function sourceFiles(): string[] {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.includes('/') && /\.ts$/.test(file) && !/\.(spec|fixture|test-d)\.ts$/.test(file),
  );
}

function importsOf(file: string, source: string): string[] {
  return ts
    .preProcessFile(source, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => normalize(join(dirname(file), name)));
}

/** Returns the invalid imports of a file. */
function problemsOf(file: string, source: string): string[] {
  const room = roomOf(file);
  return importsOf(file, source)
    .filter((imported) => roomOf(imported) !== room)
    .filter((imported) => !((floorOf.get(roomOf(imported)) ?? Number.POSITIVE_INFINITY) < (floorOf.get(room) ?? -1)))
    .map((imported) => `${file} imports ${imported}`);
}

describe('the folders of core', () => {
  it('are all in a layer', () => {
    const rooms = readdirSync(SOURCES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(rooms.map(({ name }) => name).sort()).toEqual([...floorOf.keys()].sort());
  });

  it('import only lower layers', () => {
    expect(sourceFiles().flatMap((file) => problemsOf(file, readFileSync(join(SOURCES, file), 'utf8')))).toEqual([]);
  });

  it.each([
    ['container/a.ts', "import type { A } from '../http/adapter-host.js';"],
    ['http/routing/a.ts', "export { A } from '../../application/factory.js';"],
    ['http/a.ts', "type A = import('../transports/transport.js').Transport;"],
    ['resolution/a.ts', "const a = await import('../pipeline/compile-handler.js');"],
    ['container/a.ts', "import { A } from '../index.js';"],
  ])('%s must not contain: %s', (file, source) => {
    expect(problemsOf(file, source)).toHaveLength(1);
  });

  it.each([
    ['http/routing/a.ts', "import { A } from '../paths/join-path.js';"],
    ['application/a.ts', "import { A } from '../container/container.js';"],
  ])('%s may contain: %s', (file, source) => {
    expect(problemsOf(file, source)).toEqual([]);
  });

  it('are listed in docs/architecture.md', () => {
    const page = readFileSync(join(SOURCES, '../../../docs/architecture.md'), 'utf8');
    const drawn = /## Folders of core\n.*?```\n([^`]*)```/s.exec(page)?.[1] ?? '';
    const rooms = [...drawn.matchAll(/^([a-z]+)\//gm)].map(([, room]) => room);
    expect(rooms).toEqual(FLOORS.flat().reverse());
  });
});
