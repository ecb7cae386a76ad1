import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from './free-port.js';
import { waitUntil } from './wait-until.js';

export interface RunningPostgres {
  readonly url: string;
  /** That of the process that started last. */
  readonly pid: number;
  /** Crashes the process. */
  crash(): Promise<void>;
  /** Starts it again after {@link crash}, with what it had stored, and waits until it accepts connections. */
  restart(): Promise<void>;
  /** Stops the process and deletes its files; resolves when that is done. */
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root: the user `nobody`. */
const NOBODY = 65_534;

/**
 * Starts a PostgreSQL of its own for a test, and waits until it accepts connections.
 *
 * @param initdb what `requireBinary('initdb')` found; `postgres` and `pg_isready` are beside it
 */
export async function startPostgres(initdb: string): Promise<RunningPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-postgres-'));
  const port = await freePort();
  const asRoot = process.getuid?.() === 0;
  if (asRoot) await chown(folder, NOBODY, NOBODY);
  const options = { stdio: 'ignore', cwd: folder, ...(asRoot && { uid: NOBODY, gid: NOBODY }) } as const;
  const data = join(folder, 'data');
  // The PATH has links to some of the programs only.
  const programs = dirname(await realpath(initdb));
  const [status] = await once(
    spawn(initdb, ['-D', data, '-U', 'test', '-A', 'trust', '--no-sync', '--encoding=UTF8', '--locale=C'], options),
    'exit',
  );
  if (status !== 0) throw new Error(`initdb ended with ${status}`);
  /** A port that is open is not enough: connections are refused while the database is recovered. */
  const accepts = async () => {
    const probe = spawn(join(programs, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'test'], options);
    const [code] = await once(probe, 'exit');
    return code === 0;
  };
  const args = ['-D', data, '-k', folder, '-p', String(port), '-h', '127.0.0.1', '-F'];
  let end: (signal: NodeJS.Signals) => Promise<unknown>;
  let pid = 0;
  const stop = async () => {
    await end('SIGINT');
    await rm(folder, { recursive: true, force: true });
  };
  const start = async () => {
    const child = spawn(join(programs, 'postgres'), args, options);
    const exited = once(child, 'exit');
    pid = child.pid!;
    end = async (signal) => {
      child.kill(signal);
      await exited;
    };
    await waitUntil(accepts, { timeout: 30_000, interval: 50, what: `PostgreSQL on port ${port}` });
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `postgres://test@127.0.0.1:${port}/postgres`,
    get pid() {
      return pid;
    },
    // At once: its processes do not wait for their clients, as they would for SIGTERM.
    crash: async () => void (await end('SIGQUIT')),
    restart: start,
    stop,
  };
}
