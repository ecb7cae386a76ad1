import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort, withTimeout } from '@portico/test-support';
import { cleanEnvironment } from '../run.js';

/** A process that serves. */
export interface RunningApplication {
  url: string;
  /** Asks it to close, and waits until its process has ended by itself. @throws when it does not, or warned of something */
  close(): Promise<void>;
}

/** How an application is started and ended. */
export interface StartOptions {
  /** The program to run it with. Default: the Node that runs the tests. */
  readonly node?: string;
  /** Flags of Node, before the file. */
  readonly flags?: readonly string[];
  /** The signal that closes it; it ends by this signal, or with 0. Default: none, it closes on the message `close`. */
  readonly signal?: NodeJS.Signals;
}

/**
 * Starts an application.
 *
 * @throws what it printed, when it ends before it listens
 */
export async function startApplication(
  folder: string,
  file: string,
  { node = process.execPath, flags = [], signal: closeSignal }: StartOptions = {},
): Promise<RunningApplication> {
  const child = spawn(node, [...flags, file], {
    cwd: folder,
    env: { ...cleanEnvironment(), PORT: String(await freePort()) }, // applications print it, so it cannot be 0
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  try {
    const output = collect(child);
    const url = await withTimeout(listening(child, output), `application from ${file}`, 30_000);
    return {
      url,
      async close() {
        const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
        if (closeSignal) child.kill(closeSignal);
        else child.send('close');
        const [code, signal] = await withTimeout(ended, 'end of the process', 10_000);
        if (code !== 0 && (!closeSignal || signal !== closeSignal))
          throw new Error(`${file} ended with ${signal ?? code}:\n${output.all()}`);
        if (output.errors() !== '') throw new Error(`${file} printed to stderr:\n${output.errors()}`);
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

interface Output {
  all(): string;
  errors(): string;
}

function collect({ stdout, stderr }: ChildProcess): Output {
  const [all, errors]: [string[], string[]] = [[], []];
  stdout?.setEncoding('utf8').on('data', (text: string) => all.push(text));
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    all.push(text);
    errors.push(text);
  });
  return { all: () => all.join(''), errors: () => errors.join('') };
}

function listening(child: ChildProcess, output: Output): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      const url = /^Listening on (http:\S+)$/m.exec(output.all())?.[1];
      if (url) resolve(url);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the application ended with ${code}:\n${output.all()}`)));
  });
}
