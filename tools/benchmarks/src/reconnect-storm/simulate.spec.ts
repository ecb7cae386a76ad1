import { describe, expect, it } from 'vitest';
import { type Storm, simulateStorm } from './simulate.js';

const storm: Storm = {
  clients: 2_000,
  loss: { kind: 'crash', downMs: 5_000 },
  reconnect: {},
  server: { upgradesPerSecond: 500, backlog: 511, lostAfterMs: 1_000 },
  seed: 1,
};
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('a simulated storm of reconnecting clients', () => {
  it('ends with every client connected once', () => {
    const { acceptedPerSecond, attemptsPerSecond, secondsUntil } = simulateStorm(storm);
    expect(sum(acceptedPerSecond)).toBe(2_000);
    expect(sum(attemptsPerSecond)).toBeGreaterThan(2_000);
    expect(secondsUntil.half).toBeLessThan(secondsUntil.all);
  });

  it('accepts no clients while the server is down, and not more than its limit afterwards', () => {
    const { acceptedPerSecond } = simulateStorm(storm);
    expect(acceptedPerSecond.slice(0, 5).every((count) => count === 0)).toBe(true);
    // The first that has waited may fall into the second before.
    expect(Math.max(...acceptedPerSecond)).toBeLessThanOrEqual(501);
  });

  it('is the same for the same seed', () => {
    expect(simulateStorm(storm)).toEqual(simulateStorm(storm));
    expect(simulateStorm({ ...storm, seed: 2 })).not.toEqual(simulateStorm(storm));
  });

  it('has fewer attempts in its worst second when clients wait longer', () => {
    const worst = (minDelayMs: number) =>
      Math.max(...simulateStorm({ ...storm, reconnect: { minDelayMs } }).attemptsPerSecond);
    expect(worst(5_000)).toBeLessThan(worst(500) / 2);
  });

  it('is spread by a server that disconnects in batches', () => {
    const { attemptsPerSecond } = simulateStorm({
      ...storm,
      loss: { kind: 'drain', batchSize: 100, intervalMs: 500 },
    });
    expect(Math.max(...attemptsPerSecond)).toBeLessThanOrEqual(400);
    expect(sum(attemptsPerSecond)).toBe(2_000);
  });

  it('leaves the timers and the random numbers of the process as they were', () => {
    const before = [globalThis.setTimeout, globalThis.clearTimeout, Math.random];
    simulateStorm({ ...storm, clients: 10 });
    expect([globalThis.setTimeout, globalThis.clearTimeout, Math.random]).toEqual(before);
  });
});
