import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { occupyPort, startProgram } from '@portico/test-support';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'portico-sample-')), 'certificate');
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

function start(env: Record<string, string>) {
  return startProgram(new URL('..', import.meta.url), {
    PORT: '0',
    HTTPS_PORT: '0',
    CERTIFICATE_FOLDER: folder,
    ...env,
  });
}

describe('npx nx serve', { timeout: 30_000 }, () => {
  it.each([
    ['express', 'application'],
    ['fastify', 'own'],
  ])('prints both addresses, creates a certificate, and stops on Ctrl-C (%s, %s)', async (HTTP, SERVERS) => {
    const run = start({ HTTP, SERVERS });
    try {
      const output = await run.printed('Ctrl-C');
      expect(output).toContain('(new)');
      expect((await readdir(folder)).sort()).toEqual(['certificate.pem', 'key.pem']);
      const plain = /http:\/\/localhost:\d+/.exec(output)?.[0];
      expect((await fetch(`${plain}/connection`)).status).toBe(200);
      const secure = /https:\/\/localhost:\d+/.exec(output)?.[0] as string;
      const ca = await readFile(join(folder, 'certificate.pem'));
      const [response] = await once(https.get(`${secure}/connection`, { ca, agent: false }), 'response');
      expect(response.statusCode).toBe(200);
      response.resume();
      run.child.kill('SIGINT');
      const [code, signal] = await run.exit();
      expect(code === 0 || signal === 'SIGINT').toBe(true);
      expect(run.output()).not.toMatch(/error/i);
    } finally {
      run.child.kill('SIGKILL');
    }
  });

  it.each(['PORT', 'HTTPS_PORT'])('says what to do if the port of %s is in use', async (name) => {
    const { port, release } = await occupyPort();
    try {
      const run = start({ [name]: String(port) });
      expect(await run.exit()).toEqual([1, null]);
      expect(run.output()).toContain(`Port ${port} is already in use`);
      expect(run.output()).toContain('PORT=3080 HTTPS_PORT=3081');
    } finally {
      release();
    }
  });
});
