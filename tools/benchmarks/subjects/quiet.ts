import { setTimeout as delay } from 'node:timers/promises';

const PERIOD = 20;

/** Milliseconds after which a process that is never idle is measured anyway. */
const PATIENCE = 2_000;

/**
 * Waits until the process has used almost no processor time for a while. What V8 still compiles and collects in the background of
 * making thousands of classes in a loop, which no application does, would else run beside what is measured.
 */
export async function quiet(): Promise<void> {
  for (let waited = 0; waited < PATIENCE; waited += PERIOD) {
    const before = process.cpuUsage();
    await delay(PERIOD);
    const { user, system } = process.cpuUsage(before);
    if (user + system < PERIOD * 50) return;
  }
}
