import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of this package, which is released together with all others. */
export function ownVersion(): string {
  const text = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
  // The package.json of this package.
  return (JSON.parse(text) as { version: string }).version;
}
