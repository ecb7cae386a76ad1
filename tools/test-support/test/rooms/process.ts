import cluster from 'node:cluster';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type INestApplication, Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { IoAdapter } from '@portico/platform-socket.io';
import { WsAdapter } from '@portico/platform-ws';
import { setupPrimary } from '@socket.io/cluster-adapter';
import { createAttachmentsTable } from '../../src/index.js';
import { connectEngines, type RoomEngine } from './engines.js';
import { RoomsGateway } from './gateway.js';

/** What a worker tells: its ports, by engine and library. */
export interface WorkerPorts {
  readonly pid: number;
  readonly ports: Record<string, number>;
}

@Module({ providers: [RoomsGateway] })
class RoomsModule {}

class EngineIoAdapter extends IoAdapter {
  engine: RoomEngine | undefined;

  override createIOServer(port: number, options?: object) {
    const server = super.createIOServer(port, options);
    server.adapter(this.engine);
    return server;
  }
}

/** Serves one application for each engine and library: booting a process costs more than an application. */
async function serve(): Promise<void> {
  const ports: Record<string, number> = {};
  for (const library of ['socket.io', 'ws']) {
    for (const [name, engine] of await connectEngines(`rooms-${library}`, process.env)) {
      const app = await NestFactory.create(RoomsModule, new ExpressAdapter(), { logger: ['error'] });
      app.useWebSocketAdapter(adapterOf(app, library, name, engine));
      const [server] = (await app.listen([{ port: 0, host: '127.0.0.1', exclusive: true }])) as [Server];
      ports[`${name} ${library}`] = (server.address() as AddressInfo).port;
    }
  }
  const told: WorkerPorts = { pid: process.pid, ports };
  process.send?.(told);
}

function adapterOf(app: INestApplication, library: string, name: string, engine: RoomEngine) {
  // Only this engine keeps sessions.
  const connectionStateRecovery = name === 'redis-streams' ? {} : undefined;
  if (library === 'ws') return new WsAdapter(app, { adapter: engine, connectionStateRecovery });
  return Object.assign(new EngineIoAdapter(app), { engine });
}

if (cluster.isPrimary) {
  setupPrimary();
  if (process.env.POSTGRES_URL) await createAttachmentsTable(process.env.POSTGRES_URL);
  const workers = Array.from({ length: Number(process.env.WORKERS) }, () => cluster.fork());
  for (const worker of workers) {
    worker.on('message', (message: object) => {
      if ('ports' in message) process.send?.(message);
    });
    worker.on('exit', (code, signal) => process.send?.({ exited: `${code ?? signal}` }));
  }
  process.once('disconnect', () => process.exit());
} else {
  await serve();
}
