import { createClient } from 'redis';

const TIMEOUT_MS = 1_000;

/** @returns the URL if Redis replies there, or `undefined` */
export async function findRedis(url: string): Promise<string | undefined> {
  const client = createClient({ url, socket: { connectTimeout: TIMEOUT_MS, reconnectStrategy: false } });
  // `connect()` rejects with the same error.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.ping();
    return url;
  } catch {
    return undefined;
  } finally {
    if (client.isOpen) client.destroy();
  }
}
