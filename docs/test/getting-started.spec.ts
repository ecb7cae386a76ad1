import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { runExample, runToEnd } from './run-example.js';

describe('the application of the first pages', () => {
  it('serves its controller', async () => {
    const url = await runExample('getting-started/src/main.ts');
    const ask = async (path: string, init?: RequestInit) => (await fetch(`${url}/cats${path}`, init)).json();
    expect(await ask('/1')).toEqual({ id: 1, name: 'Tom' });
    const adopted = await ask('', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"Kitty"}',
    });
    expect(adopted).toEqual({ id: 2, name: 'Kitty' });
    expect(await ask('')).toHaveLength(2);
    expect(await ask('/9')).toEqual({ statusCode: 404, error: 'Not Found', message: 'There is no cat 9' });
    expect(await ask('/tom')).toMatchObject({ statusCode: 400 });
  });

  it('replies to its client, and sends to all clients', async () => {
    const url = await runExample('getting-started/src/main.ts');
    const listener = io(url, { forceNew: true });
    onTestFinished(() => {
      listener.close();
    });
    await new Promise<void>((connected) => listener.on('connect', connected));
    const heard = new Promise((found) => listener.on('adopted', found));
    expect(await runToEnd('getting-started/src/client.ts', { URL: url })).toContain(
      "answered { id: 2, name: 'Kitty' }\n",
    );
    await expect(heard).resolves.toEqual({ id: 2, name: 'Kitty' });
  });

  it('runs on Fastify and native WebSockets', async () => {
    const url = await runExample('getting-started/src/main-on-fastify-and-ws.ts');
    expect(await (await fetch(`${url}/cats/1`)).json()).toEqual({ id: 1, name: 'Tom' });
    const client = new WebSocket(url.replace('http', 'ws'));
    onTestFinished(() => client.close());
    await new Promise<void>((done) => client.on('open', done));
    const events = new Promise((found) => {
      const frames: unknown[] = [];
      client.on('message', (frame) => frames.push(JSON.parse(String(frame))) === 2 && found(frames));
    });
    client.send(JSON.stringify({ event: 'adopt', data: { name: 'Kitty' } }));
    await expect(events).resolves.toEqual([
      { event: 'adopted', data: { id: 2, name: 'Kitty' } },
      { id: 2, name: 'Kitty' },
    ]);
  });

  it('compiles with the configuration of the page', async () => {
    // Within the workspace, so that packages are found, but outside of the folders that other checks compile.
    const outside = resolve(import.meta.dirname, '../out-tsc');
    await mkdir(outside, { recursive: true });
    const folder = await mkdtemp(resolve(outside, 'getting-started-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const example = resolve(import.meta.dirname, '../examples/getting-started');
    await cp(resolve(example, 'src'), resolve(folder, 'src'), { recursive: true });
    await cp(resolve(example, 'application.tsconfig.json'), resolve(folder, 'tsconfig.json'));
    await cp(resolve(example, 'application.package.json'), resolve(folder, 'package.json'));
    const tsc = resolve(import.meta.dirname, '../../node_modules/@typescript/native/bin/tsc');
    const args = [tsc, '-p', folder, '--noEmit', '--rootDir', '/', '--customConditions', '@portico/source'];
    await expect(promisify(execFile)(process.execPath, args)).resolves.toMatchObject({ stdout: '' });
  });
});
