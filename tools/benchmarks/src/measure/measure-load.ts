import type { Kind } from './kinds.js';
import type { Figure, Measurable, Sample, Timing } from './work.js';

/** The figures of each load: operations per second of the server's processor time, and of the clock. */
export function loadFigures(base: Kind = 'bare'): Figure[] {
  return [
    { name: 'per CPU second', unit: 'per second', base },
    { name: 'throughput', unit: 'per second', base },
  ];
}

/** Warms up one subject under its load, measures it, and stops it. */
export async function measureLoad(start: () => Promise<Measurable>, { warmUp, duration }: Timing): Promise<Sample> {
  const loaded = await start();
  try {
    await loaded.work(warmUp);
    await loaded.measure(duration);
    return await loaded.finish();
  } finally {
    await loaded.stop();
  }
}
