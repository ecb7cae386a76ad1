import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '@portico/test-support';
import type { Clients } from './clients.js';

/** Clients of one process: less than its limit of open files, and than the ports of one address. */
const CLIENTS_OF_A_PROCESS = 10_000;

/** Opens real connections, from other processes and from a loopback address for each of them. */
export async function openSockets(port: number, count: number): Promise<Clients> {
  const processes = Array.from({ length: Math.ceil(count / CLIENTS_OF_A_PROCESS) }, (_, index) => {
    const own = Math.min(CLIENTS_OF_A_PROCESS, count - index * CLIENTS_OF_A_PROCESS);
    // Linux has the whole network 127.0.0.0/8 on its loopback interface; other systems have 127.0.0.1.
    const address = process.platform === 'linux' ? `127.0.1.${index + 1}` : '127.0.0.1';
    return fork(fileURLToPath(new URL('./holder.ts', import.meta.url)), [String(port), String(own), address]);
  });
  const ask = async (child: (typeof processes)[number]): Promise<number> => {
    const reply = once(child, 'message');
    child.send('received');
    return ((await reply) as [number])[0];
  };
  await Promise.all(processes.map((child) => firstMessage(child)));
  let expected = 0;
  return {
    async received() {
      expected += count;
      await waitUntil(
        async () => {
          let sum = 0;
          for (const child of processes) sum += await ask(child);
          return sum === expected;
        },
        { timeout: 120_000, interval: 50, what: `arrival of ${expected} events` },
      );
    },
    async close() {
      await Promise.all(
        processes.map(async (child) => {
          const exited = once(child, 'exit');
          child.send('close');
          await exited;
        }),
      );
    },
  };
}

async function firstMessage(child: ReturnType<typeof fork>): Promise<void> {
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`A process with clients ended with ${code}.`);
  });
  await Promise.race([once(child, 'message'), exited]);
  // From now on, it exits because it is asked to.
  exited.catch(() => undefined);
}
