import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Load } from '../load/load.js';
import { keepAwake } from './keep-awake.js';
import type { Kind } from './kinds.js';
import { type SubjectOptions, SubjectProcess } from './subject-process.js';
import type { Measurable, Sample } from './work.js';

/** Subjects that cooperate, usually one, and the load that they are under. */
export class LoadedSubjects implements Measurable {
  private before: Count | undefined;
  private measured = 0;

  private constructor(
    private readonly subjects: readonly SubjectProcess[],
    private readonly load: Load,
    private readonly release: () => Promise<void>,
  ) {}

  /**
   * Starts the subjects, and then the load on their ports.
   *
   * @param release called after the subjects have stopped, for what they share
   */
  static async start(
    kind: Kind,
    options: SubjectOptions | readonly SubjectOptions[],
    load: (port: number, ...others: number[]) => Promise<Load>,
    release: () => Promise<void> = async () => {},
  ): Promise<LoadedSubjects> {
    const subjects: SubjectProcess[] = [];
    try {
      for (const each of [options].flat()) subjects.push(await SubjectProcess.start(kind, each));
      const [port, ...others] = subjects.map((subject) => subject.port);
      return new LoadedSubjects(subjects, await load(port!, ...others), release);
    } catch (error) {
      await stopAll(subjects);
      await release();
      throw error;
    }
  }

  /**
   * Waits until the subjects have worked for so many seconds of their own processor time, so that a machine that is busy
   * with other things makes a measurement longer, not colder. Subjects that are hardly busy are waited for ten
   * times as long by the clock.
   */
  async work(seconds: number): Promise<void> {
    const waitLimit = performance.now() + seconds * 10_000;
    // One processor for each subject, and one for the load.
    const sleep = this.subjects.length < availableParallelism() ? keepAwake() : () => {};
    try {
      const begin = await this.cpu();
      for (let left = seconds; left > 0 && performance.now() < waitLimit; ) {
        await delay(Math.max(20, left * 1_000));
        left = seconds - ((await this.cpu()) - begin) / 1e6;
      }
    } finally {
      sleep();
    }
  }

  /** Lets the subjects work, and counts it. */
  async measure(seconds: number): Promise<void> {
    this.before ??= await this.count();
    const begin = performance.now();
    await this.work(seconds);
    this.measured += performance.now() - begin;
  }

  /** Stops the load and gives the figures of all that was measured. */
  async finish(): Promise<Sample> {
    const { before, measured } = this;
    if (before === undefined) throw new Error('Nothing was measured.');
    const after = await this.count();
    await this.load.stop();
    const operations = after.operations - before.operations;
    if (operations === 0) throw new Error(`No operation was answered within ${Math.round(measured)} ms.`);
    return {
      'per CPU second': (operations / (after.cpu - before.cpu)) * 1e6,
      throughput: (operations / measured) * 1e3,
    };
  }

  /** Stops the processes until `resume()`, so that they use no processor time while others are measured. */
  pause(): void {
    for (const subject of this.subjects) subject.signal('SIGSTOP');
  }

  resume(): void {
    for (const subject of this.subjects) subject.signal('SIGCONT');
  }

  async stop(): Promise<void> {
    await stopAll(this.subjects);
    await this.release();
  }

  private async count(): Promise<Count> {
    return { cpu: await this.cpu(), operations: this.load.completed() };
  }

  private async cpu(): Promise<number> {
    let sum = 0;
    for (const subject of this.subjects) sum += (await subject.usage()).cpu;
    return sum;
  }
}

interface Count {
  /** Microseconds. */
  readonly cpu: number;
  readonly operations: number;
}

async function stopAll(subjects: readonly SubjectProcess[]): Promise<void> {
  for (const subject of subjects) await subject.stop();
}
