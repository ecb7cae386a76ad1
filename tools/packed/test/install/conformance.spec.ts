import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { Consumer } from '../../src/install/consumer.js';
import { workspace } from '../../src/release.js';
import { run, tryRun } from '../../src/run.js';

const installing = inject('installing');
const starters = join(workspace, 'packages/conformance/starters');

interface Report {
  success: boolean;
  numPassedTests: number;
  testResults: { assertionResults: { fullName: string; status: string }[] }[];
}

/** The versions of the peer dependency Vitest, for the full run. The platform package below runs the suites, too. */
const runners = installing.mode === 'full' ? ['4.1.12', '3.2.0'] : [];

it.each(runners)('adapters outside of the repository run each suite with one call on Vitest %s', async (vitest) => {
  const { folder, npmrc, compilers } = installing;
  const consumer = Consumer.in(join(folder, `platform-on-vitest-${vitest}`), npmrc);
  consumer.write('package.json', JSON.stringify({ name: 'third-party-platform', private: true, type: 'module' }));
  await consumer.install([
    '@portico/common',
    '@portico/core',
    '@portico/websockets',
    '@portico/conformance',
    'reflect-metadata',
    'rxjs',
    `vitest@${vitest}`,
    'path-to-regexp@8',
    'ws@8',
    '@types/ws@8',
    '@types/node@20',
  ]);
  expect(consumer.installed().filter((name) => name.startsWith('@portico/platform'))).toEqual([]);
  cpSync(starters, join(consumer.folder, 'src'), { recursive: true });
  for (const compiler of Object.values(compilers)) await consumer.check(compiler);

  const args = ['vitest', 'run', '--root', 'src', '--reporter=json'];
  const { stdout, stderr } = await tryRun('npx', args, { cwd: consumer.folder });
  const report = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Report;
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  expect(tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)).toEqual([]);
  expect(report.success, stderr).toBe(true);
  expect(report.numPassedTests).toBeGreaterThan(300);
});

const APPLICATION = `
import 'reflect-metadata';
import { Controller, Get, Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { MyPlatformAdapter } from 'my-platform';

class CatsController {
  find() {
    return { name: 'Tom' };
  }
}
Controller('cats')(CatsController);
Get()(CatsController.prototype, 'find', Object.getOwnPropertyDescriptor(CatsController.prototype, 'find'));
class AppModule {}
Module({ controllers: [CatsController] })(AppModule);

const app = await NestFactory.create(AppModule, new MyPlatformAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
console.log(await (await fetch(\`\${await app.getUrl()}/cats\`)).text());
await app.close();
`;

/** Tests the package that `npm create portico@latest platform` creates. */
it('a platform package is created, tested, built, packed and used as the guide says', async () => {
  const { folder, npmrc, createPortico } = installing;
  const tools = Consumer.in(join(folder, 'create-platform'), npmrc);
  await tools.install([createPortico]);
  const author = Consumer.inEmpty(join(folder, 'my-platform'), npmrc);
  const program = join(tools.folder, 'node_modules/.bin/create-portico');
  await run(program, ['platform', author.folder, '--kind', 'http'], { cwd: tools.folder });
  await run('npm', ['test'], { cwd: author.folder });
  await run('npm', ['run', 'typecheck'], { cwd: author.folder });
  await run('npm', ['pack'], { cwd: author.folder });

  const user = Consumer.in(join(folder, 'user-of-a-platform'), npmrc);
  const tarball = join(author.folder, 'my-platform-1.0.0.tgz');
  await user.install(['@portico/common', '@portico/core', 'reflect-metadata', 'rxjs', tarball]);
  user.write('main.mjs', APPLICATION);
  expect(await user.node('main.mjs')).toEqual({ code: 0, stdout: '{"name":"Tom"}\n', stderr: '' });
});

it.runIf(installing.mode === 'full')('a WebSocket platform is created, tested and built', async () => {
  const { folder, npmrc, createPortico } = installing;
  const tools = Consumer.in(join(folder, 'create-websocket-platform'), npmrc);
  await tools.install([createPortico]);
  const author = Consumer.inEmpty(join(folder, 'my-sockets'), npmrc);
  const program = join(tools.folder, 'node_modules/.bin/create-portico');
  await run(program, ['platform', author.folder, '--kind', 'websocket'], { cwd: tools.folder });
  await run('npm', ['test'], { cwd: author.folder });
  await run('npm', ['run', 'typecheck'], { cwd: author.folder });
  await run('npm', ['run', 'build'], { cwd: author.folder });
});
