import { expect, it } from 'vitest';
import { runExample, runToEnd } from './run-example.js';
import { runWithoutMetadata } from './run-without-metadata.js';

it.each([
  ['providers.ts', 'Salut Ada (fr, open) and goodbye\ntrue\n'],
  ['modules.ts', 'Hello Tom, Hello Kitty\n'],
  ['dynamic-modules.ts', 'Welcome mail.example.com:25\n'],
  ['inject-function.ts', "[ 'Tom' ] Tom\n"],
  ['without-metadata.ts', '1815 1815 1815 1815\n'],
  ['circular-dependency.ts', '5\n'],
  ['module-ref.ts', 'printed: Report of 2024\n'],
  ['discovery.ts', 'every night: Backup backed up\n'],
])('dependency-injection/%s prints what the page says', async (file, output) => {
  expect(await runToEnd(`dependency-injection/${file}`)).toBe(output);
});

it('injects without types that the compiler emits', async () => {
  expect(await runWithoutMetadata('dependency-injection/without-metadata.ts')).toBe('1815 1815 1815 1815\n');
});

it('calls the lifecycle hooks in the order of the page', async () => {
  const hooks = (await runToEnd('dependency-injection/lifecycle.ts')).match(/^\w+(?:\(\w+\))?/gm);
  expect(hooks).toEqual([
    'onModuleInit',
    'onApplicationBootstrap',
    'onModuleDestroy',
    'beforeApplicationShutdown(SIGTERM)',
    'onApplicationShutdown(SIGTERM)',
  ]);
});

it('creates request-scoped and transient providers', async () => {
  const url = await runExample('dependency-injection/scopes.ts');
  const greetingFor = async (name: string) => (await fetch(url, { headers: { 'x-name': name } })).json();
  expect(await Promise.all(['Ada', 'Grace'].map(greetingFor))).toEqual([
    { greeting: 'Hello Ada', notesOf: 'Greeter' },
    { greeting: 'Hello Grace', notesOf: 'Greeter' },
  ]);
});

it('shares durable providers within a tenant', async () => {
  const url = await runExample('dependency-injection/durable.ts');
  const databaseOf = async (tenant: string) => (await fetch(url, { headers: { 'x-tenant': tenant } })).json();
  expect(await databaseOf('a')).toEqual({ database: 1, of: 'a' });
  expect(await databaseOf('a')).toEqual({ database: 1, of: 'a' });
  expect(await databaseOf('b')).toEqual({ database: 2, of: 'b' });
});
