import cluster from 'node:cluster';
import { once } from 'node:events';
import { IoAdapter } from '@portico/platform-socket.io';
import { createAdapter, setupPrimary } from '@socket.io/cluster-adapter';
import { freePort } from '../../src/free-port.js';
import { serve } from './serve.js';

class ClusterIoAdapter extends IoAdapter {
  override createIOServer(port: number, options?: object) {
    const server = super.createIOServer(port, options);
    server.adapter(createAdapter());
    return server;
  }
}

/** The primary tells both ports at once, and ends when its workers have. */
if (cluster.isPrimary) {
  setupPrimary();
  // Workers that ask for the same port share it; each gets its own, so that a test can choose between them.
  const ports = [await freePort(), await freePort()];
  const workers = ports.map((port) => cluster.fork({ PORT: port }));
  const serving = workers.map(
    (worker) => new Promise<void>((resolve) => worker.on('message', ({ port }) => port && resolve())),
  );
  await Promise.all(serving);
  process.send?.({ ports });
  process.once('message', async () => {
    for (const worker of workers) worker.send('stop');
    await Promise.all(workers.map((worker) => once(worker, 'exit')));
    process.exit(0);
  });
} else {
  await serve(async (app) => new ClusterIoAdapter(app));
}
