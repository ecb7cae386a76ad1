import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { startApplication } from '../../src/install/application.js';
import { type Combination, combinations } from '../../src/install/combinations.js';
import { Consumer } from '../../src/install/consumer.js';
import { asModule, firstStepsOf } from '../../src/install/readme.js';
import { workspace } from '../../src/release.js';

const { folder, npmrc, runtimes } = inject('running');

/** The first application of each README, as the compiler writes it. */
describe.each(combinations)('the README of $readme', (combination: Combination) => {
  const { packages, application } = firstStepsOf(combination.readme);
  let consumer: Consumer;

  beforeAll(async () => {
    consumer = Consumer.in(join(folder, combination.readme), npmrc);
    consumer.write('src/module.mts', asModule(application));
    await consumer.install([...packages, '@types/node@20']);
    await consumer.compile(join(workspace, 'node_modules/@typescript/native/bin/tsc'), 'build');
  });

  it.each(runtimes)('starts, serves and ends on $name $version', async ({ program, flags }) => {
    const running = await startApplication(consumer.folder, 'build/module.mjs', { node: program, flags });
    try {
      expect(await combination.use(running.url)).toEqual(combination.answer);
    } finally {
      await running.close();
    }
  });
});
