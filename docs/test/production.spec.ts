import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { freePort, waitUntil } from '@portico/test-support';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

/** Runs the application of the page as a process that is ended by a signal. */
async function startProcess() {
  const port = await freePort();
  const args = ['-C', '@portico/source', '--import', '@oxc-node/core/register', 'examples/production/main.ts'];
  const child = spawn(process.execPath, args, {
    cwd: resolve(import.meta.dirname, '..'),
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const url = `http://127.0.0.1:${port}`;
  const isLive = async () => (await fetch(`${url}/health/live`).catch(() => undefined))?.ok === true;
  await waitUntil(isLive, { timeout: 60_000, interval: 50 });
  return { child, url, output };
}

it('completes what is in flight on SIGTERM, and exits', async () => {
  const { child, url, output } = await startProcess();
  expect(await (await fetch(`${url}/health/ready`)).json()).toEqual({ status: 'ok' });
  const forwarded = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };
  expect(await (await fetch(`${url}/address`, { headers: forwarded })).text()).toBe('203.0.113.9');
  const client = new WebSocket(url.replace('http', 'ws'));
  await once(client, 'open');
  const closed = once(client, 'close');
  const slow = fetch(`${url}/slow`);
  await fetch(`${url}/health/live`); // by now, the slow request has arrived
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await waitUntil(
    async () => (await fetch(`${url}/health/ready`).catch((error) => error.cause))?.code === 'ECONNREFUSED',
  );
  expect(await (await slow).text()).toBe('done');
  expect((await closed)[0]).toBe(1012);
  expect(await exited).toEqual([0, null]);
  const records = output
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(records).toContainEqual(
    expect.objectContaining({ level: 'log', message: 'Application successfully started' }),
  );
}, 120_000);

it('is not ready without its database, but alive', async () => {
  const { HealthController, Database } = await import('../examples/production/health.controller.js');
  const database = new Database();
  database.reachable = false;
  const health = new HealthController(database);
  await expect(health.ready()).rejects.toMatchObject({ status: 503 });
  expect(health.live()).toEqual({ status: 'ok' });
});
