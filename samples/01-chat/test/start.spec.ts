import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { withTimeout } from '@portico/test-support';
import { describe, expect, it } from 'vitest';
import { ChatTester } from './chat-client.fixture.js';

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

describe('npm start', { timeout: 30_000 }, () => {
  it.each([
    ['express', 'ws'],
    ['fastify', 'socket.io'],
  ] as const)('prints its address and stops on Ctrl-C (%s, %s)', async (HTTP, WS) => {
    const run = start({ HTTP, PORT: '0' });
    try {
      const output = await run.printed('Ctrl-C');
      const url = /http:\/\/localhost:\d+/.exec(output)?.[0] ?? '';
      expect((await fetch(url)).status).toBe(200);
      for (const page of ['devtools', 'asyncapi']) expect(output).toContain(`${url}/${page}`);
      expect((await fetch(`${url}/asyncapi`)).status).toBe(200);
      expect(await (await fetch(`${url}/devtools/application`)).json()).toMatchObject({ name: 'AppModule' });
      const guest = await ChatTester.connect(WS, Number(new URL(url).port));
      run.child.kill('SIGINT');
      const [code, signal] = await run.exit();
      expect(code === 0 || signal === 'SIGINT').toBe(true);
      expect(run.output()).not.toMatch(/error/i);
      await guest.closed;
    } finally {
      run.child.kill('SIGKILL');
    }
  });

  it.each(['express', 'fastify'])('says what to do if the port is in use (%s)', async (HTTP) => {
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

  it('says what to write instead of an unknown platform', async () => {
    const run = start({ HTTP: 'carrier-pigeon' });
    expect(await run.exit()).toEqual([1, null]);
    expect(run.output()).toContain('HTTP=carrier-pigeon is not a platform of this sample');
    expect(run.output()).not.toContain('at ');
  });
});
