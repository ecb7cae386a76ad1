import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { Consumer } from '../../src/install/consumer.js';
import { OTHER_MAJOR, OTHER_MINOR } from '../../src/install/other-releases.js';

const installing = inject('installing');
const BASE = ['@portico/common', '@portico/core', 'reflect-metadata', 'rxjs'];

const HTTP = `
const { Module } = require('@portico/common');
const { NestFactory } = require('@portico/core');
class AppModule {}
Module({})(AppModule);
NestFactory.create(AppModule).then((app) => app.listen(0).then(() => app.close()));
`;

const GATEWAY = `
const { Module } = require('@portico/common');
const { NestFactory } = require('@portico/core');
const { WebSocketGateway } = require('@portico/websockets');
class Gateway {}
WebSocketGateway()(Gateway);
class AppModule {}
Module({ providers: [Gateway] })(AppModule);
async function main() {
  const app = await NestFactory.create(AppModule);
  if (process.env.ADAPTER) app.useWebSocketAdapter(new (require('@portico/platform-ws').WsAdapter)(app));
  await app.listen(0);
  await app.close();
}
main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
`;

/** Installs packages, writes both applications, and returns the output of one of them. */
async function installed(name: string, packages: readonly string[], ...flags: string[]): Promise<Consumer> {
  const { folder, npmrc } = installing;
  const consumer = Consumer.in(join(folder, name), npmrc);
  consumer.write('http.cjs', HTTP);
  consumer.write('gateway.cjs', GATEWAY);
  await consumer.install(packages, ...flags);
  return consumer;
}

describe('a missing platform', () => {
  it('for HTTP is reported with the command that installs it', async () => {
    const consumer = await installed('no-http', BASE);
    const { code, stdout, stderr } = await consumer.node('http.cjs');
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(
      /no HTTP adapter.* no platform package is installed[\s\S]*npm install @portico\/platform-express/,
    );
  });

  it('for WebSockets is reported with the command that installs it', async () => {
    const consumer = await installed('no-ws', [...BASE, '@portico/websockets', '@portico/platform-express']);
    const { code, stdout, stderr } = await consumer.node('gateway.cjs');
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(
      /no WebSocket platform is installed[\s\S]*npm (?:i|install) @portico\/platform-socket\.io/,
    );
  });
});

describe('a platform of another major version', () => {
  const packages = [...BASE, '@portico/websockets', '@portico/platform-express', `@portico/platform-ws@${OTHER_MAJOR}`];

  it('is rejected by npm', async () => {
    const { folder, npmrc } = installing;
    const { code, stderr } = await Consumer.in(join(folder, 'refused'), npmrc).tryInstall(packages);
    expect(code).not.toBe(0);
    expect(stderr).toContain('ERESOLVE');
  });

  it('that is installed nevertheless is reported with the command that installs the matching one', async () => {
    const consumer = await installed('mismatched', packages, '--legacy-peer-deps');
    const { stdout, stderr } = await consumer.node('gateway.cjs', { ADAPTER: 'ws' });
    expect(stdout + stderr).toContain(`@portico/platform-ws ${OTHER_MAJOR} does not match @portico/core 12.`);
    expect(stdout + stderr).toContain('npm install @portico/platform-ws@12');
  });
});

describe('two releases of a package in one tree', () => {
  const LIBRARY = `exports.Forbidden = require('@portico/common').ForbiddenException;`;
  let consumer: Consumer;

  beforeAll(async () => {
    consumer = await installed('two-releases', [...BASE, '@portico/platform-express'], '--save-exact');
    consumer.write('library/index.js', LIBRARY);
    const dependencies = { '@portico/common': OTHER_MINOR };
    consumer.write('library/package.json', JSON.stringify({ name: 'library', version: '1.0.0', dependencies }));
    await consumer.install(['./library'], '--install-links');
    consumer.write('two.cjs', `require('library');\n${HTTP}`);
  });

  it('are installed side by side', () => {
    expect(consumer.installed().filter((name) => name === '@portico/common')).toHaveLength(2);
  });

  it('are reported when the application starts', async () => {
    const { code, stdout, stderr } = await consumer.node('two.cjs');
    expect(code).toBe(0);
    expect(stdout + stderr).toMatch(/2 releases of @portico\/common are loaded: 12\.\d+\.\d+ and 12\.\d+\.\d+/);
    expect(stdout + stderr).toContain(OTHER_MINOR);
    expect(stdout + stderr).toContain('npm ls @portico/common');
  });

  it('are not reported if only one of them is loaded', async () => {
    const { stdout, stderr } = await consumer.node('http.cjs');
    expect(stdout + stderr).not.toContain('releases of');
  });
});
