import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AreaName } from './area.js';
import { projectRoot } from './locations.js';
import type { Answer, Question } from './protocol.js';
import type { SubjectName } from './subjects.js';

/** Milliseconds until a subject that does not answer is killed. */
const PATIENCE = 20_000;

/** What became of one case: an observation, or a process that crashed, hung or could not run it. */
export type Outcome =
  | { readonly kind: 'observed'; readonly observation: unknown }
  | { readonly kind: 'crashed' | 'hung' | 'failed'; readonly detail: string };

/** A subject in a process of its own, reused from case to case and started again after a crash or a hang. */
export class SubjectProcess {
  private child: ChildProcess | undefined;
  private printed = '';

  constructor(private readonly subject: SubjectName) {}

  async run(area: AreaName, theCase: unknown): Promise<Outcome> {
    const child = await this.start();
    const answered = this.answerOf(child);
    child.send({ area, theCase } satisfies Question, () => {});
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
    this.child = child;
    const outcome = await this.answerOf(child);
    if (outcome.kind !== 'observed') throw new Error(`The subject ${this.subject} does not start: ${outcome.detail}`);
    return child;
  }

  private async answerOf(child: ChildProcess): Promise<Outcome> {
    const waiting = new AbortController();
    const { signal } = waiting;
    try {
      return await Promise.race([
        once(child, 'message', { signal }).then(([answer]) => outcomeOf(answer as Answer)),
        once(child, 'close', { signal }).then(([code, killed]): Outcome => {
          this.child = undefined;
          return { kind: 'crashed', detail: `exit ${code ?? killed}\n${this.printed}` };
        }),
        delay(PATIENCE, undefined, { signal }).then(async (): Promise<Outcome> => {
          await this.stop();
          return { kind: 'hung', detail: `no answer within ${PATIENCE / 1_000} s\n${this.printed}` };
        }),
      ]);
    } finally {
      waiting.abort();
    }
  }
}

function outcomeOf(answer: Answer): Outcome {
  if ('ready' in answer) return { kind: 'observed', observation: undefined };
  if ('error' in answer) return { kind: 'failed', detail: answer.error };
  return { kind: 'observed', observation: answer.observation };
}
