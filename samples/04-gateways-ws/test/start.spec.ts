import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { withTimeout } from '@portico/test-support';
import { describe, expect, it } from 'vitest';
import { FrameClient } from './frame-client.fixture.js';

function start(env: Record<string, string>) {
  const flags = ['-C', '@portico/source', '--import', '@oxc-node/core/register'];
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const child = spawn(process.execPath, [...flags, 'src/main.ts'], { cwd, env: { ...process.env, ...env } });
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

describe('nx serve', { timeout: 30_000 }, () => {
  it('prints its address, and stops on Ctrl-C with a connected client', async () => {
    const run = start({ PORT: '0' });
    try {
      const url = /http:\/\/localhost:\d+/.exec(await run.printed('Ctrl-C'))?.[0] ?? '';
      expect((await fetch(url)).status).toBe(200);
      const client = await FrameClient.connect(`${url}/clock`);
      run.child.kill('SIGINT');
      const [code, signal] = await run.exit();
      expect(code === 0 || signal === 'SIGINT').toBe(true);
      expect(await client.closed).toBe(1012);
      expect(run.output()).not.toMatch(/error/i);
    } finally {
      run.child.kill('SIGKILL');
    }
  });

  it('says what to do if the port is in use', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      const run = start({ PORT: String(port) });
      expect(await run.exit()).toEqual([1, null]);
      expect(run.output()).toMatch(new RegExp(`EADDRINUSE.*:${port}\nHow to fix it: Another program uses this port`));
    } finally {
      other.close();
    }
  });

  it('says what is wrong with an invalid port', async () => {
    const run = start({ PORT: 'three' });
    expect(await run.exit()).toEqual([1, null]);
    expect(run.output()).toContain('PORT=three is not a port number');
    expect(run.output()).not.toContain('at ');
  });
});
