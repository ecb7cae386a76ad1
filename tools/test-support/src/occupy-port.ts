import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A port that another server uses. */
export interface OccupiedPort {
  readonly port: number;
  release(): void;
}

/** Listens on a free port, for tests of programs whose port is in use. */
export async function occupyPort(): Promise<OccupiedPort> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, release: () => void server.close() };
}
