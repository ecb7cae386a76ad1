import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Question, Ready, Usage } from '../../subjects/protocol.js';
import { subjectFolders } from '../locations.js';
import { type Kind, kindNames } from './kinds.js';

/** Milliseconds until a subject that does not answer is given up. */
const TIMEOUT_MS = 60_000;

/** Milliseconds until a subject that does not stop is killed. */
const GRACE = 5_000;

export interface SubjectOptions {
  /** The file below the kind's folder, without `.js`: `framework/ws`. */
  readonly file: string;
  readonly arguments?: readonly (string | number)[];
  readonly nodeOptions?: readonly string[];
  /** Collects garbage once before it works, as a server does that waits for its first client. */
  readonly idlesFirst?: boolean;
  /** The program that runs the subject. Default: Node. */
  readonly program?: string;
}

/** A folder for processor profiles of all subjects, or undefined. */
let profileFolder: string | undefined;

/** From now on each subject leaves a `--cpu-prof` profile in the folder. */
export function profileSubjects(folder: string): void {
  profileFolder = folder;
}

/** One application in a process of its own. */
export class SubjectProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly label: string,
    /** What it reported when it began to work. */
    readonly ready: Ready,
    private readonly complaints: () => string,
  ) {}

  /**
   * Starts a subject and waits until it reports.
   *
   * @throws when it ends or stays silent instead; the message has what it printed
   */
  static async start(
    kind: Kind,
    { file, arguments: args = [], nodeOptions = [], idlesFirst = false, program = process.execPath }: SubjectOptions,
  ): Promise<SubjectProcess> {
    const label = `${kindNames[kind]}, ${file}`;
    const child = fork(join(subjectFolders[kind], `${file}.js`), args.map(String), {
      execPath: program,
      execArgv: [...nodeOptions, ...(idlesFirst ? ['--expose-gc'] : []), ...profileOptions(kind, file, args)],
      env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let printed = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      printed = (printed + text).slice(-4_000);
    });
    const ready = await answer<Ready>(child, label, () => printed);
    const subject = new SubjectProcess(child, label, ready, () => printed);
    if (idlesFirst) await subject.usageAfterCollection();
    return subject;
  }

  get port(): number {
    return this.ready.port;
  }

  get pid(): number {
    return this.child.pid!;
  }

  usage(): Promise<Usage> {
    return this.ask('usage');
  }

  /** Its usage right after a garbage collection; needs `--expose-gc`. */
  usageAfterCollection(): Promise<Usage> {
    return this.ask('collect');
  }

  /** Calls a function that the subject offers in `report`. */
  call<T extends object>(name: string, argument?: number): Promise<T> {
    return this.ask<T>({ call: name, argument });
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(signal);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.send('stop' satisfies Question, () => {});
    const killing = new AbortController();
    void delay(GRACE, undefined, { signal: killing.signal }).then(
      () => this.child.kill('SIGKILL'),
      () => {},
    );
    await exited;
    killing.abort();
  }

  private ask<T = Usage>(question: Question): Promise<T> {
    const answered = answer<T>(this.child, this.label, this.complaints);
    this.child.send(question);
    return answered;
  }
}

function profileOptions(kind: Kind, file: string, args: readonly (string | number)[]): string[] {
  if (!profileFolder) return [];
  const name = [kind, file.replaceAll('/', '-'), ...args, Date.now()].join('-');
  return ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`, `--cpu-prof-name=${name}.cpuprofile`];
}

/** The next message of a subject; its end or its silence is an error that shows what it printed. */
async function answer<T>(child: ChildProcess, label: string, printed: () => string): Promise<T> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([message]) => message as T),
      once(child, 'close', { signal }).then(([code]) => {
        throw new Error(`The subject (${label}) ended with ${code} instead of answering.\n${printed()}`);
      }),
      delay(TIMEOUT_MS, undefined, { signal }).then(() => {
        child.kill('SIGKILL');
        throw new Error(`The subject (${label}) did not answer within ${TIMEOUT_MS / 1_000} s.\n${printed()}`);
      }),
    ]);
  } finally {
    waiting.abort();
  }
}
