import { createRequire } from 'node:module';

type AdapterClass = typeof import('socket.io-adapter').Adapter;

/** The rooms of one process. Loaded only where rooms are used. */
export function inMemoryAdapter(): AdapterClass {
  const { Adapter } = createRequire(import.meta.url)('socket.io-adapter') as { Adapter: AdapterClass };
  return Adapter;
}
