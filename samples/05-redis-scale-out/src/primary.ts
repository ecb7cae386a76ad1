import { announce } from './announce.js';
import { Processes } from './processes/processes.js';
import { StickyProxy } from './proxy/sticky-proxy.js';
import { findRedis } from './scaling/find-redis.js';
import { readSettings } from './settings.js';

const PROCESSES = 2;

/** Starts the processes and the proxy in front of them, and stops them on Ctrl-C. */
export async function run(): Promise<void> {
  const settings = readSettings(process.env);
  const redisUrl = await findRedis(settings.redisUrl);
  const processes = new Processes(redisUrl, settings.ws, () => void stop());
  const proxy = new StickyProxy(processes);
  const port = await proxy.listen(settings.port);

  let stopping: Promise<unknown> | undefined;
  async function stop(): Promise<void> {
    stopping ??= Promise.all([proxy.close(), processes.stop()]);
    await stopping;
    process.exit(0);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());

  try {
    await processes.start(PROCESSES);
  } catch (error) {
    if (stopping) return;
    await processes.stop();
    throw error;
  }
  announce(port, processes.all, { ...settings, found: redisUrl !== undefined });
}
