import { createRequire } from 'node:module';
import type * as rxjs from 'rxjs';

let loaded: typeof rxjs | undefined;

/** Loads rxjs when something needs it for the first time: applications start faster without it. */
export function loadRxjs(): typeof rxjs {
  if (loaded === undefined) {
    const found: typeof rxjs = createRequire(import.meta.url)('rxjs');
    loaded = found;
  }
  return loaded;
}
