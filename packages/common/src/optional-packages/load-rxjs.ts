import { createRequire } from 'node:module';

type Rxjs = typeof import('rxjs');

let loaded: Rxjs | undefined;

/** Loads rxjs when something needs it for the first time: applications start faster without it. */
export function loadRxjs(): Rxjs {
  if (loaded === undefined) {
    const rxjs: Rxjs = createRequire(import.meta.url)('rxjs');
    loaded = rxjs;
  }
  return loaded;
}
