import { createRequire } from 'node:module';

type AdapterClass = typeof import('socket.io-adapter').Adapter;

/** Loads the class of the rooms of one process. Called only where rooms are used. */
export function inMemoryAdapter(): AdapterClass {
  const { Adapter }: { Adapter: AdapterClass } = createRequire(import.meta.url)('socket.io-adapter');
  return Adapter;
}
