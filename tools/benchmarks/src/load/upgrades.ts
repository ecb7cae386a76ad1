import type { Load } from './load.js';
import { WebSocketClient } from './websocket-client.js';

const IN_FLIGHT = 32;

/** Opens connections with a token, 32 at a time, and closes each as soon as it is open. Counts upgrades. */
export async function upgradeLoad(port: number): Promise<Load> {
  await expectRefusal(port);
  let completed = 0;
  let isStopped = false;
  const open = async (): Promise<void> => {
    while (!isStopped) {
      const client = await WebSocketClient.open(port, '/', { Authorization: 'Bearer secret' });
      completed += 1;
      client.reset();
    }
  };
  const opening = Promise.all(Array.from({ length: IN_FLIGHT }, open));
  // If it fails, `stop` rejects.
  opening.catch(() => undefined);
  return {
    completed: () => completed,
    async stop() {
      isStopped = true;
      await opening;
    },
  };
}

/** @throws if the subject accepts clients without a token, because no check would be measured */
async function expectRefusal(port: number): Promise<void> {
  const refused = await WebSocketClient.open(port, '/').then(
    (client) => {
      client.close();
      return false;
    },
    (error: Error) => error.message.includes('401'),
  );
  if (!refused) throw new Error('A client without a token was not refused with 401.');
}
