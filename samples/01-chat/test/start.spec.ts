import { occupyPort, startProgram } from '@portico/test-support';
import { describe, expect, it } from 'vitest';
import { ChatTester } from './chat-client.fixture.js';

function start(env: Record<string, string>) {
  return startProgram(new URL('..', import.meta.url), env);
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
    const { port, release } = await occupyPort();
    try {
      const run = start({ HTTP, PORT: String(port) });
      expect(await run.exit()).toEqual([1, null]);
      expect(run.output()).toMatch(new RegExp(`EADDRINUSE.*:${port}\nHow to fix it: Another program uses this port`));
    } finally {
      release();
    }
  });

  it('says what to write instead of an unknown platform', async () => {
    const run = start({ HTTP: 'carrier-pigeon' });
    expect(await run.exit()).toEqual([1, null]);
    expect(run.output()).toContain('HTTP=carrier-pigeon is not a platform of this sample');
    expect(run.output()).not.toContain('at ');
  });
});
