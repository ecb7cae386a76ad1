import { setTimeout as delay } from 'node:timers/promises';
import type { Load } from '../load/load.js';
import type { Kind } from './kinds.js';
import { type SubjectOptions, SubjectProcess } from './subject-process.js';
import type { Figure, Sample, Timing } from './work.js';

/** What every kind of load gives: operations per second of the server's processor time, and of the clock. */
export function loadFigures(base: Kind = 'bare'): Figure[] {
  return [
    { name: 'per CPU second', unit: 'per second', base },
    { name: 'throughput', unit: 'per second', base },
  ];
}

/** Starts a subject, lets a load run on it and counts between two looks at its processor time. */
export async function measureLoad(
  kind: Kind,
  options: SubjectOptions,
  start: (port: number) => Promise<Load>,
  { warmUp, duration }: Timing,
): Promise<Sample> {
  const subject = await SubjectProcess.start(kind, options);
  try {
    const load = await start(subject.port);
    await delay(warmUp * 1_000);
    const before = await look(subject, load);
    await delay(duration * 1_000);
    const after = await look(subject, load);
    await load.stop();
    const operations = after.operations - before.operations;
    if (operations === 0) throw new Error(`No operation was answered within ${duration} s (${options.file}).`);
    return {
      'per CPU second': (operations / (after.cpu - before.cpu)) * 1e6,
      throughput: (operations / (after.time - before.time)) * 1e3,
    };
  } finally {
    await subject.stop();
  }
}

async function look(subject: SubjectProcess, load: Load): Promise<{ cpu: number; time: number; operations: number }> {
  const { cpu } = await subject.usage();
  return { cpu, time: performance.now(), operations: load.completed() };
}
