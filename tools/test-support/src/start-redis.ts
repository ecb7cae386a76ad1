import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from './free-port.js';
import { waitUntil } from './wait-until.js';

export interface RunningRedis {
  url: string;
  port: number;
  pid: number;
  /** Lets the process read and answer nothing until it is stopped. */
  freeze(): void;
  /** Lets the frozen process continue. */
  thaw(): void;
  /** Stops the process; resolves when it has exited. */
  stop(): Promise<void>;
}

/**
 * Starts a redis-server of its own for a test, in memory only, and waits until it accepts connections.
 *
 * @param binary what `requireBinary('redis-server')` found
 * @param port default: any free one
 */
export async function startRedis(binary: string, port?: number): Promise<RunningRedis> {
  const chosen = port ?? (await freePort());
  const args = ['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn(binary, args, { stdio: 'ignore' });
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  try {
    await waitUntil(() => accepts(chosen), { timeout: 10_000, what: `redis-server on port ${chosen}` });
  } catch (error) {
    await stop();
    throw error;
  }
  const freeze = () => void child.kill('SIGSTOP');
  const thaw = () => void child.kill('SIGCONT');
  return { url: `redis://127.0.0.1:${chosen}`, port: chosen, pid: child.pid!, freeze, thaw, stop };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
