import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '@portico/test-support';
import { ask, nextMessage } from '../measure/server-process.js';
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
  await Promise.all(processes.map((child) => nextMessage(child)));
  let expected = 0;
  return {
    async received() {
      expected += count;
      await waitUntil(
        async () => {
          let sum = 0;
          for (const child of processes) sum += await ask<number>(child, 'received');
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
