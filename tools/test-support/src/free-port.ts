import { type AddressInfo, createServer } from 'node:net';

/**
 * A TCP port that nothing listens on. Prefer port 0 with the server under test; this is for programs
 * that cannot report the port they chose (redis-server, a sample started as a process).
 *
 * @param host the interface to ask
 */
export function freePort(host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close((error) => (error ? reject(error) : resolve(port)));
    });
  });
}
