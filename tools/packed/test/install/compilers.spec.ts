import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { combinations } from '../../src/install/combinations.js';
import { Consumer } from '../../src/install/consumer.js';
import { asCommonJs, asModule, firstStepsOf } from '../../src/install/readme.js';
import { entriesOf } from '../../src/release.js';

const installing = inject('installing');

/** Uses types of the library of the platform, which are `any` if its types are not installed. */
const EXACT = `
import type { NestExpressApplication } from '@portico/platform-express';
import type { WsAdapterOptions } from '@portico/platform-ws';

export function check(app: NestExpressApplication, options: WsAdapterOptions): void {
  app.enableCors({ origin: true });
  // @ts-expect-error: an Express application
  const instance: number = app.getHttpAdapter().getInstance();
  options.onDiscardedMessage = (client) => {
    // @ts-expect-error: a WebSocket
    const socket: number = client;
    void socket;
  };
  void instance;
}
`;

/** Compiles imports of all entries of all packages, and checks all declarations. */
describe('a strict compiler that checks libraries', () => {
  const { folder, npmrc, compilers } = installing;
  const packages = [
    ...new Set(combinations.flatMap(({ readme }) => firstStepsOf(readme).packages)),
    '@portico/testing',
  ];
  let consumer: Consumer;

  beforeAll(async () => {
    consumer = Consumer.in(join(folder, 'compilers'), npmrc);
    for (const { readme } of combinations) {
      const { application } = firstStepsOf(readme);
      consumer.write(`src/${readme}.mts`, asModule(application));
      consumer.write(`src/${readme}.cts`, asCommonJs(application));
    }
    const entries = packages.filter((name) => name.startsWith('@portico/')).flatMap(entriesOf);
    expect(entries).toContain('@portico/core/internal');
    consumer.write('src/entries.mts', entries.map((entry, n) => `export * as _${n} from '${entry}';\n`).join(''));
    await consumer.install([...packages, '@types/node@20']);
    // The types of ws are a dependency of socket.io.
    expect(consumer.installed()).not.toContain('@types/express');
  });

  // The older compilers are slow, and use one processor each.
  it.concurrent.each(Object.entries(compilers))('reports nothing: TypeScript %s', async (_, compiler) => {
    await consumer.check(compiler);
  });

  it('uses the exact types of a library if they are installed', async () => {
    await consumer.install(['@types/express', '@types/ws'], '--save-dev');
    consumer.write('src/exact.mts', EXACT);
    await consumer.check(compilers['7'] ?? '');
  });
});
