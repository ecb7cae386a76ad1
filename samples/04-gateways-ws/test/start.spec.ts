import { occupyPort, startProgram } from '@portico/test-support';
import { describe, expect, it } from 'vitest';
import { FrameClient } from './frame-client.fixture.js';

function start(env: Record<string, string>) {
  return startProgram(new URL('..', import.meta.url), env);
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
    const { port, release } = await occupyPort();
    try {
      const run = start({ PORT: String(port) });
      expect(await run.exit()).toEqual([1, null]);
      expect(run.output()).toMatch(new RegExp(`EADDRINUSE.*:${port}\nHow to fix it: Another program uses this port`));
    } finally {
      release();
    }
  });

  it('says what is wrong with an invalid port', async () => {
    const run = start({ PORT: 'three' });
    expect(await run.exit()).toEqual([1, null]);
    expect(run.output()).toContain('PORT=three is not a port number');
    expect(run.output()).not.toContain('at ');
  });
});
