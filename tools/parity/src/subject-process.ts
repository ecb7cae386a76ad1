import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { AreaName } from './area.js';
import { projectRoot } from './locations.js';
import { ALIVE, type Answer, type Question } from './protocol.js';
import type { SubjectName } from './subjects.js';

/** Milliseconds without a heartbeat after which a subject is killed: it is in an endless loop. */
const TIMEOUT_MS = 45_000;

/** Heartbeats after which a subject without an answer is killed; on a busy machine they are less frequent. */
const SIGNS = 120;

/** Milliseconds in which a subject must load its framework. */
const START_TIMEOUT_MS = 120_000;

/** The outcome of one case: an observation, or a process that crashed, hung or could not run it. */
export type Outcome =
  | { readonly kind: 'observed'; readonly observation: unknown }
  | { readonly kind: 'crashed' | 'hung' | 'failed'; readonly detail: string };

/** A subject in a process of its own, reused from case to case and started again after a crash or a hang. */
export class SubjectProcess {
  private child: ChildProcess | undefined;
  private printed = '';
  private asked = 0;

  constructor(private readonly subject: SubjectName) {}

  /** Runs a case; once more if another process has killed the child. */
  async run(area: AreaName, theCase: unknown): Promise<Outcome> {
    const outcome = await this.ask(area, theCase);
    const killed = outcome.kind === 'crashed' && outcome.detail.startsWith('exit SIGKILL');
    return killed ? this.ask(area, theCase) : outcome;
  }

  private async ask(area: AreaName, theCase: unknown): Promise<Outcome> {
    const child = await this.start();
    const id = ++this.asked;
    const answered = this.answerOf(child, id);
    child.send({ id, area, theCase } satisfies Question, () => {});
    return await answered;
  }

  async stop(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  private async start(): Promise<ChildProcess> {
    if (this.child) return this.child;
    this.printed = '';
    const child = fork(join(import.meta.dirname, 'subject.ts'), [this.subject], {
      cwd: projectRoot,
      execArgv: ['-C', '@portico/source', '--import', '@oxc-node/core/register'],
      env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.printed = (this.printed + text).slice(-4_000);
      });
    // A child in an endless loop does not notice that its parent has exited.
    const kill = (): void => void child.kill('SIGKILL');
    process.once('exit', kill);
    // Also between cases: timers and promises of a case may crash the process later.
    child.once('exit', () => {
      process.off('exit', kill);
      if (this.child === child) this.child = undefined;
    });
    this.child = child;
    const outcome = await this.answerOf(child, 0);
    if (outcome.kind !== 'observed') throw new Error(`The subject ${this.subject} does not start: ${outcome.detail}`);
    return child;
  }

  /** The answer with one id. Other messages of the child are ignored. */
  private answerOf(child: ChildProcess, id: number): Promise<Outcome> {
    const waitLimit = id === 0 ? START_TIMEOUT_MS : TIMEOUT_MS;
    return new Promise((resolve) => {
      let signs = 0;
      const done = (outcome: Outcome): void => {
        clearTimeout(timer);
        child.off('message', onMessage).off('close', onClose);
        resolve(outcome);
      };
      const onMessage = (answer: unknown): void => {
        if ((answer as Answer).id === id) done(outcomeOf(answer as Answer));
        else if (answer === ALIVE && ++signs < SIGNS) timer.refresh();
      };
      const onClose = (code: number | null, signal: string | null): void => {
        done({ kind: 'crashed', detail: `exit ${code ?? signal}\n${this.printed}` });
      };
      const timer = setTimeout(async () => {
        child.off('close', onClose);
        await this.stop();
        done({ kind: 'hung', detail: `no answer within ${waitLimit / 1_000} s\n${this.printed}` });
      }, waitLimit);
      child.on('message', onMessage).on('close', onClose);
    });
  }
}

function outcomeOf({ error, observation }: Answer): Outcome {
  return error === undefined ? { kind: 'observed', observation } : { kind: 'failed', detail: error };
}
