import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { startApplication } from '../../src/install/application.js';
import { type Combination, combinations, extras } from '../../src/install/combinations.js';
import { Consumer } from '../../src/install/consumer.js';
import { asCommonJs, asModule, firstStepsOf } from '../../src/install/readme.js';
import { extraOf } from '../../src/sizes/measure.js';

const installing = inject('installing');

/** Packages that must never be dependencies. */
const NEVER: Readonly<Record<string, readonly string[]>> = {
  'platform-fastify': ['express', 'multer', 'class-validator', 'class-transformer', 'socket.io', 'ws', '@types/node'],
  'platform-express': ['fastify', 'multer', 'class-validator', 'socket.io', 'ws', '@types/express', '@types/node'],
  'platform-ws': ['socket.io', 'multer', 'class-validator', 'fastify', '@types/ws', '@types/express', '@types/node'],
  'platform-socket.io': ['multer', 'class-validator', 'class-transformer', 'fastify', '@types/express'],
};

/** Follows a README: installs, compiles, starts. */
describe.each(combinations)('the README of $readme', (combination: Combination) => {
  const { folder, npmrc, mode, compilers, nodes } = installing;
  const { packages, application } = firstStepsOf(combination.readme);
  let consumer: Consumer;

  beforeAll(async () => {
    consumer = Consumer.in(join(folder, combination.readme), npmrc);
    consumer.write('src/module.mts', asModule(application));
    consumer.write('src/script.cts', asCommonJs(application));
    await consumer.install(packages);
  });

  it('installs only packages that it names', async () => {
    const bare = Consumer.in(join(folder, `${combination.readme}-bare`), npmrc);
    await bare.install(combination.bare);
    const along = extraOf(consumer, [...bare.installed(), ...packages]);
    expect(along.filter((name) => !(name in extras))).toEqual([]);
    expect(consumer.installed().filter((name) => name.startsWith('@portico/'))).toHaveLength(
      packages.filter((name) => name.startsWith('@portico/')).length,
    );
  });

  it('has less than 2.2 MB of its own', async () => {
    expect(await consumer.diskUsage('@portico')).toBeLessThan(2_200_000);
  });

  it.each(NEVER[combination.readme] ?? [])('does not install %s', (name) => {
    expect(consumer.installed()).not.toContain(name);
  });

  describe('with the types of Node', () => {
    beforeAll(() => consumer.install(['@types/node@20'], '--save-dev'));

    // The older compilers take ten seconds each. In the short run, compilers.spec.ts tests them with all applications at once.
    const used = Object.entries(compilers).filter(([version]) => mode === 'full' || version === '7');
    const starts = used.flatMap(([compiler]) =>
      Object.entries(nodes).flatMap(([version, node]) =>
        ['module.mjs', 'script.cjs'].map((file) => ({ compiler, version, node, file })),
      ),
    );

    it.each(used)('compiles with TypeScript %s', (version, compiler) => consumer.compile(compiler, `build-${version}`));

    it.each(starts)(
      'starts, serves and exits: $file of $compiler on Node $version',
      async ({ compiler, node, file }) => {
        const running = await startApplication(consumer.folder, `build-${compiler}/${file}`, { node });
        try {
          expect(await combination.use(running.url)).toEqual(combination.answer);
        } finally {
          await running.close();
        }
      },
    );
  });
});
