import { createClient, type ReconnectOptions } from '@portico/client';
import { seededRandom } from '../../../../packages/conformance/src/support/seeded-random.js';
import { ModelledServer, type ServerModel } from './modelled-server.js';
import { SimulatedSocket } from './simulated-socket.js';
import { VirtualTime } from './virtual-time.js';

/** How the clients lose their server. */
export type Loss =
  /** All at the same time; the next server accepts clients after that many milliseconds. */
  | { readonly kind: 'crash'; readonly downMs: number }
  /** In batches, by a server that shuts down while the next one accepts clients. */
  | { readonly kind: 'drain'; readonly batchSize: number; readonly intervalMs: number };

export interface Storm {
  readonly clients: number;
  readonly loss: Loss;
  readonly reconnect: ReconnectOptions;
  readonly server: ServerModel;
  readonly seed: number;
}

export interface StormResult {
  /** Connections that clients have tried, in each second since the loss. */
  readonly attemptsPerSecond: readonly number[];
  readonly acceptedPerSecond: readonly number[];
  /** Seconds until that share of the clients was connected again. */
  readonly secondsUntil: { readonly half: number; readonly all: number };
}

const ABNORMAL = 1006;
const SERVICE_RESTART = 1012;

/** Disconnects clients of `@portico/client`, which reconnect in virtual time with their real code and delays. */
export function simulateStorm({ clients, loss, reconnect, server: model, seed }: Storm): StormResult {
  const time = new VirtualTime();
  const restoreTimers = time.install();
  const restoreRandom = useRandom(seededRandom(seed));
  try {
    const old = new ModelledServer(time, { ...model, upgradesPerSecond: Infinity, backlog: Infinity });
    const next = new ModelledServer(time, model);
    let current = old;
    class Socket extends SimulatedSocket {
      constructor() {
        super();
        time.after(0, () => current.connect(this));
      }
    }
    for (let index = 0; index < clients; index += 1) createClient('ws://simulated', { WebSocket: Socket, reconnect });
    time.run(() => old.connected.length < clients);
    current = next;
    const lostAt = time.now;
    lose(time, old, next, loss);
    time.run(() => next.accepted.length < clients);
    return resultOf(next, clients, lostAt);
  } finally {
    restoreRandom();
    restoreTimers();
  }
}

function lose(time: VirtualTime, old: ModelledServer, next: ModelledServer, loss: Loss): void {
  if (loss.kind === 'crash') {
    next.isUp = false;
    time.after(loss.downMs, () => {
      next.isUp = true;
    });
    for (const socket of old.connected) socket.lose(ABNORMAL);
    return;
  }
  const batches = Math.ceil(old.connected.length / loss.batchSize);
  for (let batch = 0; batch < batches; batch += 1) {
    const sockets = old.connected.slice(batch * loss.batchSize, (batch + 1) * loss.batchSize);
    time.after(batch * loss.intervalMs, () => {
      for (const socket of sockets) socket.lose(SERVICE_RESTART);
    });
  }
}

function resultOf({ attempts, accepted }: ModelledServer, clients: number, lostAt: number): StormResult {
  const secondOf = (at: number | undefined) => ((at ?? Number.NaN) - lostAt) / 1_000;
  return {
    attemptsPerSecond: countPerSecond(attempts, lostAt),
    acceptedPerSecond: countPerSecond(accepted, lostAt),
    secondsUntil: { half: secondOf(accepted[Math.ceil(clients / 2) - 1]), all: secondOf(accepted[clients - 1]) },
  };
}

function countPerSecond(times: readonly number[], since: number): number[] {
  const counts: number[] = [];
  for (const at of times) {
    const second = Math.floor((at - since) / 1_000);
    while (counts.length <= second) counts.push(0);
    counts[second]! += 1;
  }
  return counts;
}

/** @returns a function that restores the generator of Node */
function useRandom(random: () => number): () => void {
  const { random: original } = Math;
  Math.random = random;
  return () => {
    Math.random = original;
  };
}
