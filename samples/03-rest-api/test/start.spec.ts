import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { withTimeout } from '@portico/test-support';
import { describe, expect, it } from 'vitest';
import { HTTP_PLATFORMS } from '../src/settings.js';
import { Feed } from './feed.fixture.js';

const sample = fileURLToPath(new URL('..', import.meta.url));

function start(env: Record<string, string>) {
  const flags = ['-C', '@portico/source', '--import', '@oxc-node/core/register'];
  const child = spawn(process.execPath, [...flags, 'src/main.ts'], { cwd: sample, env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
  const printed = async (text: string) => {
    while (!output.includes(text))
      await Promise.race([once(child.stdout, 'data'), exit.then(() => Promise.reject(new Error(output)))]);
    return output;
  };
  return {
    child,
    exit: () => withTimeout(exit, 'exit', 15_000),
    output: () => output,
    printed: (text: string) => withTimeout(printed(text), `"${text}" in the output`, 15_000),
  };
}

describe('npx nx serve', { timeout: 30_000 }, () => {
  it.each(HTTP_PLATFORMS)('prints its address and stops on Ctrl-C with open feeds (%s)', async (HTTP) => {
    const run = start({ HTTP, PORT: '0' });
    try {
      const output = await run.printed('Ctrl-C');
      expect(output).toContain('let-me-in');
      const url = /http:\/\/localhost:\d+/.exec(output)?.[0] ?? '';
      expect((await fetch(`${url}/api/v2/books`)).status).toBe(200);
      const feed = await Feed.open(url);
      run.child.kill('SIGINT');
      const [code, signal] = await run.exit();
      expect(code === 0 || signal === 'SIGINT').toBe(true);
      expect(run.output()).not.toMatch(/error/i);
      await feed.ended;
    } finally {
      run.child.kill('SIGKILL');
    }
  });

  it.each(HTTP_PLATFORMS)('says what to do if the port is in use (%s)', async (HTTP) => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      const run = start({ HTTP, PORT: String(port) });
      expect(await run.exit()).toEqual([1, null]);
      expect(run.output()).toMatch(new RegExp(`EADDRINUSE.*:${port}\nHow to fix it: Another program uses this port`));
    } finally {
      other.close();
    }
  });
});
