import { createRequire } from 'node:module';

type AdapterClass = typeof import('socket.io-adapter').Adapter;

/** The rooms of one process. Loaded only where rooms are used. */
export function inMemoryAdapter(): AdapterClass {
  const { Adapter }: { Adapter: AdapterClass } = createRequire(import.meta.url)('socket.io-adapter');
  return Adapter;
}
