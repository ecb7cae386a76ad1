import { createRequire } from 'node:module';

type Rxjs = typeof import('rxjs');

let loaded: Rxjs | undefined;

/** Loads rxjs when a call needs it for the first time: applications without interceptors start faster without it. */
export function loadRxjs(): Rxjs {
  if (loaded === undefined) {
    const rxjs: Rxjs = createRequire(import.meta.url)('rxjs');
    loaded = rxjs;
  }
  return loaded;
}
