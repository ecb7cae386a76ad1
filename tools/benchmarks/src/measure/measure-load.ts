import { setTimeout as delay } from 'node:timers/promises';
import type { Load } from '../load/load.js';
import type { Kind } from './kinds.js';
import { type SubjectOptions, SubjectProcess } from './subject-process.js';
import type { Figure, Sample, Timing } from './work.js';

/** The figures of each load: operations per second of the server's processor time, and of the clock. */
export function loadFigures(base: Kind = 'bare'): Figure[] {
  return [
    { name: 'per CPU second', unit: 'per second', base },
    { name: 'throughput', unit: 'per second', base },
  ];
}

/** Starts a subject and a load, and counts the operations between two readings of the processor time of the subject. */
export function measureLoad(
  kind: Kind,
  options: SubjectOptions,
  start: (port: number) => Promise<Load>,
  timing: Timing,
): Promise<Sample> {
  return measureSharedLoad(kind, [options], ([port]) => start(port!), timing);
}

/** The same for several cooperating subjects: the sum of their processor time counts. */
export async function measureSharedLoad(
  kind: Kind,
  subjects: readonly SubjectOptions[],
  start: (ports: readonly number[]) => Promise<Load>,
  { warmUp, duration }: Timing,
): Promise<Sample> {
  const running: SubjectProcess[] = [];
  try {
    for (const options of subjects) running.push(await SubjectProcess.start(kind, options));
    const load = await start(running.map(({ port }) => port));
    await work(running, warmUp);
    const before = await look(running, load);
    await work(running, duration);
    const after = await look(running, load);
    await load.stop();
    const operations = after.operations - before.operations;
    if (operations === 0)
      throw new Error(`No operation was answered within ${duration} s (${subjects.map(({ file }) => file).join()}).`);
    return {
      'per CPU second': (operations / (after.cpu - before.cpu)) * 1e6,
      throughput: (operations / (after.time - before.time)) * 1e3,
    };
  } finally {
    for (const subject of running) await subject.stop();
  }
}

/**
 * Waits until the subjects have worked for so many seconds of their own processor time, so that a machine that is busy
 * with other things makes a measurement longer, not colder. Subjects that are hardly busy are waited for ten
 * times as long by the clock.
 */
async function work(subjects: readonly SubjectProcess[], seconds: number): Promise<void> {
  const patience = performance.now() + seconds * 10_000;
  const begin = await cpuOf(subjects);
  for (let left = seconds; left > 0 && performance.now() < patience; ) {
    await delay(Math.max(20, left * 1_000));
    left = seconds - ((await cpuOf(subjects)) - begin) / 1e6;
  }
}

async function cpuOf(subjects: readonly SubjectProcess[]): Promise<number> {
  let sum = 0;
  for (const subject of subjects) sum += (await subject.usage()).cpu;
  return sum;
}

async function look(
  subjects: readonly SubjectProcess[],
  load: Load,
): Promise<{ cpu: number; time: number; operations: number }> {
  const cpu = await cpuOf(subjects);
  return { cpu, time: performance.now(), operations: load.completed() };
}
