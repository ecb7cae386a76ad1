import type { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextIteration } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import type { Announced, Held } from './announcement.js';
import { bytesWrittenToMemory, upgradeInMemory } from './memory-stream.js';
import { report } from './protocol.js';

/**
 * Offers what `idle-clients` asks a subject for.
 *
 * @param announce sends one event to all clients
 */
export function reportIdleClients(server: Server, clients: ReadonlySet<WebSocket>, announce: () => void): void {
  report((server.address() as AddressInfo).port, undefined, {
    async open(count) {
      upgradeInMemory(server, count);
      await nextIteration();
      return held(clients);
    },
    async closeAll() {
      for (const client of clients) client.terminate();
      while (clients.size > 0) await nextIteration();
      return held(clients);
    },
    look: () => held(clients),
    async announce() {
      const bytes = bytesWrittenToMemory();
      const begin = performance.now();
      const before = process.cpuUsage();
      announce();
      // Frames are written at the end of this iteration at the latest; writes that have to wait, in the next one.
      await nextIteration();
      await nextIteration();
      const { user, system } = process.cpuUsage(before);
      const elapsed = (performance.now() - begin) * 1e3;
      return { cpu: user + system, elapsed, bytes: bytesWrittenToMemory() - bytes } satisfies Announced;
    },
  });
}

function held(clients: ReadonlySet<WebSocket>): Held {
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  const [first, second] = clients;
  const own = first && second ? listenersOf(first).filter((each) => !listenersOf(second).includes(each)) : [];
  return {
    clients: clients.size,
    resources,
    listeners: first ? listenersOf(first).length : 0,
    ownListeners: own.length,
  };
}

function listenersOf(client: WebSocket): Function[] {
  // ws has no public access to the connection.
  const { _socket: connection } = client as unknown as { _socket: EventEmitter };
  return [client, connection].flatMap((emitter) => emitter.eventNames().flatMap((name) => emitter.rawListeners(name)));
}
