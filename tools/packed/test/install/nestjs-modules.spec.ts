import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { startApplication } from '../../src/install/application.js';
import { Consumer } from '../../src/install/consumer.js';
import { run, tryRun } from '../../src/run.js';

const installing = inject('installing');
const SOURCES = resolve(import.meta.dirname, '../../nestjs-modules');
const PAGE = readFileSync(resolve(import.meta.dirname, '../../../../docs/modules.md'), 'utf8');

/** The packages of each `npm i` on the page. */
const commands = [...PAGE.matchAll(/^npm i (.*)$/gm)].map(([, packages = '']) => packages.split(/\s+/));

/** Follows docs/modules.md after `npm create portico`. */
describe.runIf(installing.mode === 'full')('modules for NestJS in a new application', () => {
  const folder = join(installing.folder, 'with-modules');
  const consumer = Consumer.inEmpty(folder, installing.npmrc);

  beforeAll(async () => {
    const tools = Consumer.in(join(installing.folder, 'create-with-modules'), installing.npmrc);
    await tools.install([installing.createPortico]);
    const program = join(tools.folder, 'node_modules/.bin/create-portico');
    const created = await tryRun(program, [folder, '--http', 'express', '--ws', 'none'], { cwd: tools.folder });
    expect(created.code, created.stderr).toBe(0);
    for (const packages of commands) await consumer.install(packages);
    rmSync(join(folder, 'src'), { recursive: true });
    rmSync(join(folder, 'test'), { recursive: true });
    for (const name of ['app.module', 'cat.entity', 'cats.controller', 'document-api', 'main'])
      consumer.write(`src/${name}.ts`, readFileSync(join(SOURCES, `${name}.ts.template`), 'utf8'));
  });

  it('installs the commands of the page', () => {
    expect(commands.flat()).toEqual(expect.arrayContaining(['@nestjs/config', '@nestjs/swagger', '@nestjs/typeorm']));
  });

  it('compiles, and stores, documents and configures', async () => {
    await run('npm', ['run', 'typecheck'], { cwd: folder });
    await run('npm', ['run', 'build'], { cwd: folder });
    consumer.write('.env', 'DATABASE_FILE=kept.sqlite\n');
    const running = await startApplication(folder, 'dist/main.js', { signal: 'SIGTERM' });
    const headers = { 'content-type': 'application/json' };
    const adopted = await fetch(`${running.url}/cats`, { method: 'POST', headers, body: '{"name":"Tom"}' });
    expect([adopted.status, await adopted.json()]).toEqual([201, { id: 1, name: 'Tom' }]);
    expect(await (await fetch(`${running.url}/cats`)).json()).toEqual([{ id: 1, name: 'Tom' }]);
    expect(await (await fetch(`${running.url}/docs-json`)).json()).toMatchObject({
      paths: { '/cats': { get: {}, post: {} } },
      components: { schemas: { Cat: { properties: { name: { example: 'Tom' } } } } },
    });
    expect((await fetch(`${running.url}/docs`)).status).toBe(200);
    await running.close();
    expect(readFileSync(join(folder, 'kept.sqlite')).length).toBeGreaterThan(0);
  });
});
