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
    await work(subject, warmUp);
    const before = await look(subject, load);
    await work(subject, duration);
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

/**
 * Waits until the subject has worked for so many seconds of its own processor time, so that a machine that is busy
 * with other things makes a measurement longer, not colder. A subject that is hardly busy is waited for ten times
 * as long by the clock.
 */
async function work(subject: SubjectProcess, seconds: number): Promise<void> {
  const patience = performance.now() + seconds * 10_000;
  const begin = (await subject.usage()).cpu;
  for (let left = seconds; left > 0 && performance.now() < patience; ) {
    await delay(Math.max(20, left * 1_000));
    left = seconds - ((await subject.usage()).cpu - begin) / 1e6;
  }
}

async function look(subject: SubjectProcess, load: Load): Promise<{ cpu: number; time: number; operations: number }> {
  const { cpu } = await subject.usage();
  return { cpu, time: performance.now(), operations: load.completed() };
}
