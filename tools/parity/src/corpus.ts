import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AreaName } from './area.js';
import { corpusRoot } from './locations.js';

export interface CorpusCase {
  readonly file: string;
  readonly theCase: unknown;
}

/** The smallest cases of earlier faults: run before anything is generated. */
export function corpusOf(area: AreaName): CorpusCase[] {
  const folder = join(corpusRoot, area);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => ({ file, theCase: readCase(join(folder, file)) }));
}

export function readCase(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
