import { readFileSync } from 'node:fs';

/** What a subject tells the runner, over the channel that `fork` opens, as soon as it is at work. */
export interface Ready {
  readonly type: 'ready';
  /** Where it listens; 0 when it does not. */
  readonly port: number;
  /** Milliseconds of the work that the subject timed itself, if it did. */
  readonly elapsed?: number;
  /** Bytes. */
  readonly rss: number;
  /** Bytes. */
  readonly peakRss: number;
}

/** The answer to every question but `stop`. */
export interface Usage {
  readonly type: 'usage';
  /** Microseconds of processor time since the process started, user and system. */
  readonly cpu: number;
  /** Bytes. */
  readonly rss: number;
  /** Bytes of the heap and of buffers that are in use: exact, where `rss` has what V8 holds in reserve. */
  readonly inUse: number;
}

/** `collect` runs the garbage collector first; the subject must have been started with `--expose-gc`. */
export type Question = 'usage' | 'collect' | 'stop' | Call;

/** A call of a function that a subject offers beside the questions that all of them answer. */
export interface Call {
  readonly call: string;
  readonly argument?: number;
}

export type Callable = (argument: number) => object | Promise<object>;

/**
 * Reports that the subject is at work, then answers questions until it receives the stop message.
 *
 * @param port where it listens, 0 when it does not
 * @param elapsed milliseconds of the work that the subject timed itself
 * @param callable functions that can be called, by name
 */
export function report(port: number, elapsed?: number, callable: Readonly<Record<string, Callable>> = {}): void {
  const ready: Ready = { type: 'ready', port, elapsed, rss: process.memoryUsage.rss(), peakRss: peakRss() };
  process.send?.(ready);
  process.on('message', async (question: Question) => {
    if (question === 'stop') process.exit(0);
    if (typeof question === 'object') {
      process.send?.(await callable[question.call]!(question.argument ?? 0));
      return;
    }
    if (question === 'collect') {
      // Node delivers a message in a tick, which an idle process does not have.
      await new Promise(setImmediate);
      collectGarbage();
    }
    process.send?.(usage());
  });
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { type: 'usage', cpu: user + system, rss, inUse: heapUsed + external };
}

function collectGarbage(): void {
  const { gc } = globalThis as { gc?: () => void };
  if (!gc) throw new Error('Start this subject with --expose-gc: it was asked to collect garbage.');
  gc();
  gc();
}

/** Linux hands the peak of the forking process on to `ru_maxrss` of the forked one; VmHWM starts anew. */
function peakRss(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const kibibytes = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kibibytes) * 1024;
}
