import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { connectWs } from '@portico/conformance';
import { expect, it, onTestFinished } from 'vitest';

interface Server {
  readonly process: ChildProcess;
  readonly port: number;
  errors(): string;
}

async function startServer(): Promise<Server> {
  const child = fork(fileURLToPath(new URL('../test/documented-adapter-process.ts', import.meta.url)), {
    env: { ...process.env, NO_COLOR: '1' },
    execArgv: ['-C', '@portico/source', '--import', '@oxc-node/core/register'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`The process ended: ${errors}`)));
  const [port] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  return { process: child, port, errors: () => errors };
}

it('does not crash the process of the documented adapter if a result cannot be serialized', {
  timeout: 30_000,
}, async () => {
  const server = await startServer();
  const client = await connectWs({ port: server.port });
  onTestFinished(() => client.destroy());
  const hidden = (pattern: string) => ({
    status: 'error',
    message: 'Internal server error',
    cause: { pattern, data: 'D' },
  });
  for (const [round, event] of ['bigint', 'value', 'promise', 'stream', 'value'].entries()) {
    client.send(event, 'D');
    expect(await client.next('exception')).toEqual(hidden(event));
    client.send('echo', round);
    expect(await client.next('echo')).toBe(round);
  }
  expect(client.rest).toEqual([['first', 1]]);
  const other = await connectWs({ port: server.port });
  onTestFinished(() => other.destroy());
  other.send('echo', 'still here');
  expect(await other.next('echo')).toBe('still here');
  expect(server.process.exitCode).toBeNull();
  expect(server.errors()).toMatch(/circular structure/);
  expect(server.errors()).toMatch(/serialize a BigInt/);
});
