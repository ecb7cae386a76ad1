import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { Consumer } from '../../src/install/consumer.js';
import { tryRun } from '../../src/run.js';

const installing = inject('installing');
const nodes = Object.entries(installing.nodes);

/** The configurations of docs/testing.md on the versions of Node that support them. */
const ways = nodes.flatMap(([version, node]) => [
  ...['swc', 'ts-jest'].map((config) => ({ config, version, node, options: '' })),
  ...(Number.parseInt(version, 10) >= 24
    ? [{ config: 'native', version, node, options: '--experimental-vm-modules' }]
    : []),
]);

describe('a suite on Jest', () => {
  let consumer: Consumer;

  beforeAll(async () => {
    const { folder, npmrc } = installing;
    consumer = Consumer.in(join(folder, 'suite-on-jest'), npmrc);
    const packages = ['common', 'core', 'testing', 'websockets', 'platform-express', 'platform-ws'];
    await consumer.install([...packages.map((name) => `@portico/${name}`), 'reflect-metadata', 'rxjs']);
    const tools = [
      'jest@30',
      'ts-jest@29',
      '@swc/jest',
      '@swc/core',
      'typescript@5.9',
      '@types/jest',
      '@types/node@20',
    ];
    await consumer.install(tools, '--save-dev');
    const file = (name: string): string => readFileSync(join(import.meta.dirname, '../../jest', name), 'utf8');
    for (const { config } of ways) consumer.write(`${config}.config.cjs`, file(`${config}.config.cjs`));
    consumer.write('tsconfig.json', file('application.tsconfig.json'));
    consumer.write('src/cats.spec.ts', file('cats.spec.ts.template'));
  });

  it.each(ways)('passes, compiled as $config, on Node $version', async ({ config, node, options }) => {
    const args = ['node_modules/jest/bin/jest.js', '--config', `${config}.config.cjs`, '--ci'];
    const env = options ? { NODE_OPTIONS: options } : {};
    const { code, stderr } = await tryRun(node, args, { cwd: consumer.folder, env });
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/Tests:\s+1 passed, 1 total/);
    expect(stderr).not.toContain('did not exit');
  });
});
