import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { startApplication } from '../../src/install/application.js';
import { Consumer } from '../../src/install/consumer.js';
import { run, tryRun } from '../../src/run.js';

const installing = inject('installing');

const combinations = [
  { http: 'fastify', ws: 'ws' },
  { http: 'express', ws: 'socket.io' },
  { http: 'express', ws: 'ws' },
  { http: 'fastify', ws: 'socket.io' },
  { http: 'fastify', ws: 'none' },
];
/** The short run uses each platform once. */
const used = installing.mode === 'full' ? combinations : combinations.slice(0, 2);

/** Does the same as `npm create portico@latest`: installs the package and runs its program. */
describe.each(used)('npm create portico: $http and $ws', ({ http, ws }) => {
  const { folder, npmrc, createPortico } = installing;
  const application = join(folder, `created-${http}-${ws}`);
  let output: string;
  let warnings: string;

  beforeAll(async () => {
    const tools = Consumer.in(join(folder, `create-${http}-${ws}`), npmrc);
    await tools.install([createPortico]);
    Consumer.inEmpty(application, npmrc);
    const program = join(tools.folder, 'node_modules/.bin/create-portico');
    const created = await tryRun(program, [application, '--http', http, '--ws', ws], { cwd: tools.folder });
    expect(created.code, created.stderr).toBe(0);
    output = created.stdout;
    warnings = created.stderr;
  });

  it('installs without warnings, even on the oldest supported Node', () => {
    expect(warnings).not.toMatch(/warn/i);
  });

  it('prints the next steps', () => {
    expect(output).toContain(`cd ${application}`);
    expect(output).toContain('npm run dev');
  });

  it('passes its own tests, and compiles', async () => {
    const tests = await tryRun('npm', ['test'], { cwd: application });
    expect(tests, tests.stdout + tests.stderr).toMatchObject({ code: 0 });
    expect(tests.stdout).toMatch(ws === 'none' ? /1 passed/ : /2 passed/);
    await run('npm', ['run', 'typecheck'], { cwd: application });
    await run('npm', ['run', 'build'], { cwd: application });
  });

  it('runs from its sources, like npm run dev, and compiled', async () => {
    for (const file of ['src/main.ts', 'dist/main.js']) {
      const running = await startApplication(application, file, {
        flags: file.endsWith('.ts') ? ['--import', '@oxc-node/core/register'] : [],
        signal: 'SIGTERM',
      });
      expect(await (await fetch(`${running.url}/hello/Ada`)).json()).toEqual({ greeting: 'Hello, Ada!' });
      await running.close();
    }
  });
});
