import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { type Publication, startRegistry } from '../../src/registry.js';
import { workspace } from '../../src/release.js';
import { run } from '../../src/run.js';

const installing = inject('installing');

it.runIf(installing.mode === 'full')('nx release publishes all packages', async () => {
  const published: Publication[] = [];
  const registry = await startRegistry([], (publication) => published.push(publication));
  try {
    // npm only publishes with a token. The registry accepts any.
    const userconfig = join(installing.folder, 'publish.npmrc');
    writeFileSync(userconfig, `${registry.origin.replace('http:', '')}/:_authToken=any\n`);
    await run('node_modules/.bin/nx', ['release', 'publish', '--registry', registry.origin], {
      cwd: workspace,
      env: { NPM_CONFIG_USERCONFIG: userconfig, NX_DAEMON: 'false' },
    });
  } finally {
    await registry.close();
  }
  const expected = readdirSync(join(workspace, 'packages')).map((folder) => `@portico/${folder}`);
  expect(published.map(({ name }) => name).toSorted()).toEqual(expected.toSorted());
  for (const { name, versions, _attachments } of published) {
    const [version] = Object.keys(versions);
    expect(Object.keys(_attachments), name).toEqual([`${name}-${version}.tgz`]);
  }
});
