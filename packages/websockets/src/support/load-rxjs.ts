import { createRequire } from 'node:module';

type Rxjs = typeof import('rxjs');

let loaded: Rxjs | undefined;

/** Loads rxjs when a message needs it for the first time: most adapters deliver messages without it. */
export function loadRxjs(): Rxjs {
  if (loaded === undefined) {
    const rxjs: Rxjs = createRequire(import.meta.url)('rxjs');
    loaded = rxjs;
  }
  return loaded;
}
