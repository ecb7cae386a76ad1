import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, inject, it } from 'vitest';
import { Consumer } from '../../src/install/consumer.js';
import { workspace } from '../../src/release.js';
import { tryRun } from '../../src/run.js';

/** The platforms, with the spec that runs the suites on them, and what that imports. */
const SUITES = [
  ['platform-express', 'conformance.spec.ts'],
  ['platform-fastify', 'conformance.spec.ts'],
  ['platform-ws', 'adapter.spec.ts', 'capabilities.fixture.ts'],
  ['platform-socket.io', 'adapter.spec.ts', 'capabilities.fixture.ts'],
] as const;

const LIBRARIES = [
  '@fastify/cookie@11',
  '@fastify/multipart@10',
  '@fastify/static@10',
  '@fastify/view@12',
  'class-transformer',
  'class-validator',
  'ejs',
  'express',
  'fastify',
  'multer',
  'reflect-metadata',
  'rxjs',
  'socket.io',
  'socket.io-client',
  'vitest@4.1.12',
  'ws@8',
];

interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const { folder, npmrc, runtimes } = inject('running');
let consumer: Consumer;

beforeAll(async () => {
  consumer = Consumer.in(join(folder, 'conformance'), npmrc);
  consumer.write('package.json', JSON.stringify({ name: 'conformance', private: true, type: 'module' }));
  const packages = ['common', 'core', 'websockets', 'conformance', ...SUITES.map(([platform]) => platform)];
  await consumer.install([...packages.map((name) => `@portico/${name}`), ...LIBRARIES]);
  for (const [platform, ...files] of SUITES) {
    for (const file of files) {
      const text = readFileSync(join(workspace, 'packages', platform, 'src', file), 'utf8');
      consumer.write(`${platform}/${file}`, text.replaceAll("'./index.js'", `'@portico/${platform}'`));
    }
  }
});

const node = { name: 'node', version: process.versions.node, program: process.execPath, flags: [] };
const runs = [node, ...runtimes].flatMap((runtime) => SUITES.map(([platform]) => ({ ...runtime, platform })));

/** What differs from Node is named, and no failure. On Node all tests have to pass: otherwise something is not installed. */
it.each(runs)('the suites run for $platform on $name $version', async ({ name, version, program, flags, platform }) => {
  const args = ['node_modules/vitest/vitest.mjs', 'run', platform, '--reporter=json', `--outputFile=${name}.json`];
  const { stdout, stderr } = await tryRun(program, [...flags, ...args, '--testTimeout=15000'], {
    cwd: consumer.folder,
  });
  const { numPassedTests, testResults } = readReport(join(consumer.folder, `${name}.json`), `${stdout}${stderr}`);
  const differing = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  );
  const summary = `${platform} on ${name} ${version}: ${numPassedTests} tests pass as on Node, ${differing.length} do not`;
  console.log([summary, ...differing].join('\n  '));
  expect(numPassedTests).toBeGreaterThan(300);
  if (name === 'node') expect(differing).toEqual([]);
});

function readReport(file: string, output: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    throw new Error(`Vitest has written no report:\n${output}`);
  }
}
