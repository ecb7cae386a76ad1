import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { waitUntil } from '@portico/test-support';
import { afterAll, beforeAll, describe, inject } from 'vitest';

export type Platform = 'express' | 'fastify';

/** An application of `modules/src` in a separate process. */
export interface RunningApplication {
  readonly url: string;
  readonly platform: Platform;
  /** The whole output. */
  output(): string;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: unknown): Promise<Response>;
  json<T = unknown>(path: string, headers?: Record<string, string>): Promise<T>;
}

export interface ApplicationOptions {
  /** The command-line arguments after the platform. */
  readonly args?: readonly string[];
  /** Created before the application starts. */
  readonly prepare?: (folder: string) => Promise<Record<string, string>> | Record<string, string>;
  readonly platforms?: readonly Platform[];
}

type Tests = (application: () => RunningApplication) => void;

/** Runs the tests with an application on each HTTP platform. Its process must exit after it is closed. */
export function describeApplication(name: string, tests: Tests, options: ApplicationOptions = {}): void {
  const installation = inject('installation');
  const { args = [], platforms = ['express', 'fastify'] } = options;
  const title = [name, ...args].join(' ');
  describe.each(platforms)(`${title} on %s`, (platform) => {
    let application: RunningApplication;
    let child: ChildProcess;

    beforeAll(async () => {
      const folder = installation;
      const environment = (await options.prepare?.(folder)) ?? {};
      [child, application] = await start(folder, [name, platform, ...args], environment);
    });

    afterAll(async () => {
      if (child === undefined || child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
      const [, signal] = (await ended) as [number | null, string | null];
      clearTimeout(timer);
      if (signal === 'SIGKILL') throw new Error(`${title} on ${platform} did not end on SIGTERM`);
    });

    tests(() => application);
  });
}

async function start(
  folder: string,
  [name, platform, ...args]: readonly [string, Platform, ...string[]],
  environment: Record<string, string>,
): Promise<[ChildProcess, RunningApplication]> {
  const child = spawn(process.execPath, [join(folder, 'build', `${name}.js`), platform, ...args], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const keep = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const listening = /^listening on (.+)$/m;
  await waitUntil(() => listening.test(text) || child.exitCode !== null, { timeout: 20_000 });
  const url = listening.exec(text)?.[1];
  if (url === undefined) throw new Error(`${name} on ${platform} did not start:\n${text}`);
  return [child, connect(url, platform, () => text)];
}

function connect(url: string, platform: Platform, output: () => string): RunningApplication {
  const get = (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers });
  return {
    url,
    platform,
    output,
    get,
    post: (path, body) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    json: async <T>(path: string, headers?: Record<string, string>) => (await get(path, headers)).json() as Promise<T>,
  };
}
