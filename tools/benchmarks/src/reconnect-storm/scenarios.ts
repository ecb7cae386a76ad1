import type { ReconnectOptions } from '@portico/client';
import type { Loss, Storm } from './simulate.js';

export interface Scenario extends Pick<Storm, 'loss' | 'reconnect'> {
  readonly name: string;
}

const CRASH: Loss = { kind: 'crash', downMs: 5_000 };

function crash(name: string, reconnect: ReconnectOptions): Scenario {
  return { name, loss: CRASH, reconnect };
}

function drain(name: string, batchSize: number, intervalMs: number): Scenario {
  return { name, loss: { kind: 'drain', batchSize, intervalMs }, reconnect: {} };
}

export const scenarios: readonly Scenario[] = [
  crash('crash, clients with defaults', {}),
  crash('crash, minDelayMs: 5,000', { minDelayMs: 5_000 }),
  crash('crash, minDelayMs: 20,000 and maxDelayMs: 60,000', { minDelayMs: 20_000, maxDelayMs: 60_000 }),
  drain('shutdown with defaults: 1,000 every 500 ms', 1_000, 500),
  drain('shutdown, 500 every 500 ms', 500, 500),
];
