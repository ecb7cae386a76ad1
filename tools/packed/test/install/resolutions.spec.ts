import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { Consumer } from '../../src/install/consumer.js';
import { entriesOf } from '../../src/release.js';

const installing = inject('installing');

const PACKAGES = [
  '@portico/common',
  '@portico/core',
  '@portico/websockets',
  '@portico/testing',
  '@portico/platform-express',
  '@portico/platform-ws',
];

/** The default for `module: commonjs`, and that of bundlers. `compilers.spec.ts` tests that of Node. */
const RESOLUTIONS = {
  node10: { module: 'commonjs', moduleResolution: 'node10' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
};

/** Uses names of subpaths whose types would be `any` without declarations. Also run as CommonJS. */
const APPLICATION = `
import 'reflect-metadata';
import { Injectable, Module } from '@portico/common';
import { clc } from '@portico/common/utils/cli-colors.util';
import { randomStringGenerator } from '@portico/common/utils/random-string-generator.util';
import { ModuleRef, NestFactory } from '@portico/core';
import { UnknownElementException } from '@portico/core/errors/exceptions/unknown-element.exception';
import { ExecutionContextHost } from '@portico/core/helpers/execution-context-host.js';

@Injectable()
class Clock {
  readonly year: number = 2026;
}
@Injectable()
class Calendar {
  constructor(readonly clock: Clock, readonly ref: ModuleRef) {}
}
@Module({ providers: [Clock, Calendar] })
class AppModule {}

// @ts-expect-error: a function instead of any
const color: number = clc.red;
// @ts-expect-error: a string
const id: number = randomStringGenerator();
// @ts-expect-error: requires an array
new ExecutionContextHost(1);
void color;
void id;

async function main(): Promise<void> {
  const context = await NestFactory.createApplicationContext(AppModule, { logger: false });
  const year: number = context.get(Calendar).clock.year;
  let found = false;
  try {
    context.get('nothing');
  } catch (error) {
    found = error instanceof UnknownElementException;
  }
  console.log(year, found);
  await context.close();
}
void main();
`;

/** Resolves all entries of all packages with all strategies of compilers. */
describe('the declarations of every entry are found', () => {
  const { folder, npmrc, compilers } = installing;
  let consumer: Consumer;

  beforeAll(async () => {
    consumer = Consumer.in(join(folder, 'resolutions'), npmrc);
    const entries = PACKAGES.flatMap(entriesOf);
    expect(entries).toContain('@portico/core/errors/exceptions');
    consumer.write('src/entries.ts', entries.map((entry, n) => `export * as _${n} from '${entry}';\n`).join(''));
    consumer.write('src/application.ts', APPLICATION);
    // The oldest version that NestJS 12 supports, which applications of older versions still use.
    await consumer.install([...PACKAGES, 'reflect-metadata@0.1.14', 'rxjs', '@types/node@20', '@types/express']);
  });

  const cases = Object.entries(compilers).flatMap(([version, compiler]) =>
    (Object.keys(RESOLUTIONS) as (keyof typeof RESOLUTIONS)[])
      // TypeScript 7 has removed node10, and 6 requires an option to allow it.
      .filter((resolution) => version !== '7' || resolution !== 'node10')
      .map((resolution) => {
        const ignored = version === '6' && resolution === 'node10' ? { ignoreDeprecations: '6.0' } : {};
        return [resolution, version, compiler, { ...RESOLUTIONS[resolution], ...ignored }] as const;
      }),
  );

  it.each(cases)('with moduleResolution %s: TypeScript %s', async (resolution, version, compiler, options) => {
    const into = `out-${resolution}-${version}`;
    await consumer.compile(compiler, into, options);
    if (options.module === 'esnext') return;
    consumer.write(`${into}/package.json`, '{ "type": "commonjs" }');
    expect(await consumer.node(`${into}/application.js`)).toEqual({ code: 0, stdout: '2026 true\n', stderr: '' });
  });
});
