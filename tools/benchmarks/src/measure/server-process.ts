import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const FROM_SOURCES = ['-C', '@portico/source', '--import', '@oxc-node/core/register'];

export interface ServerProcess<TReady> {
  readonly child: ChildProcess;
  /** What it reported when it was ready. */
  readonly ready: TReady;
}

/**
 * Runs a file in its own process, from the sources of the workspace, and waits until it reports.
 *
 * @typeParam TReady what it reports
 * @throws if it exits instead
 */
export async function startServer<TReady>(
  file: URL,
  { arguments: args = [], nodeOptions = [] }: { arguments?: readonly string[]; nodeOptions?: readonly string[] } = {},
): Promise<ServerProcess<TReady>> {
  const child = fork(fileURLToPath(file), args, {
    execArgv: [...nodeOptions, ...FROM_SOURCES],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return { child, ready: await nextMessage<TReady>(child) };
}

/**
 * Sends a question to a process, and returns its reply.
 *
 * @throws if the process exits instead
 */
export function ask<T>(child: ChildProcess, question: string): Promise<T> {
  const reply = nextMessage<T>(child);
  child.send(question);
  return reply;
}

/** @throws if the process exits before it sends a message */
export async function nextMessage<T>(child: ChildProcess): Promise<T> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    return await Promise.race([
      // The caller knows what the process sends.
      once(child, 'message', { signal }).then(([message]) => message as T),
      once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`A process of the measurement ended with ${code} instead of replying.`);
      }),
    ]);
  } finally {
    waiting.abort();
  }
}
