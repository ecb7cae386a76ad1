import { setTimeout as delay } from 'node:timers/promises';

const PERIOD = 20;

/** Milliseconds after which a process that is never idle is measured anyway. */
const TIMEOUT_MS = 2_000;

/**
 * Waits until the process has used almost no processor time for a while. Otherwise
 * the compiler and the garbage collector of V8 would still work on the thousands of classes that a subject creates in a loop.
 */
export async function quiet(): Promise<void> {
  for (let waited = 0; waited < TIMEOUT_MS; waited += PERIOD) {
    const before = process.cpuUsage();
    await delay(PERIOD);
    const { user, system } = process.cpuUsage(before);
    if (user + system < PERIOD * 50) return;
  }
}
