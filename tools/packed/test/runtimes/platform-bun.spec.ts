import { join } from 'node:path';
import { inject, it } from 'vitest';
import { workspace } from '../../src/release.js';
import { run } from '../../src/run.js';

const { runtimes } = inject('running');

/** From the sources: the sample is not published. */
it.each(runtimes.filter(({ name }) => name === 'bun'))(
  'the suites pass on samples/platform-bun, on $name $version',
  async ({ program, flags }) => {
    const vitest = join(workspace, 'node_modules/vitest/vitest.mjs');
    await run(program, [...flags, vitest, 'run', '--config', 'bun.vitest.config.ts'], {
      cwd: join(workspace, 'samples/platform-bun'),
    });
  },
);
