import { occupyPort, startProgram } from '@portico/test-support';
import { describe, expect, it } from 'vitest';
import { HTTP_PLATFORMS } from '../src/settings.js';
import { Feed } from './feed.fixture.js';

function start(env: Record<string, string>) {
  return startProgram(new URL('..', import.meta.url), env);
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
    const { port, release } = await occupyPort();
    try {
      const run = start({ HTTP, PORT: String(port) });
      expect(await run.exit()).toEqual([1, null]);
      expect(run.output()).toMatch(new RegExp(`EADDRINUSE.*:${port}\nHow to fix it: Another program uses this port`));
    } finally {
      release();
    }
  });
});
