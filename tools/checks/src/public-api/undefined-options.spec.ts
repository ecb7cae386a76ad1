import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { optionsWithoutUndefined } from './undefined-options.js';

const packages = resolve(import.meta.dirname, '../../../../packages');

it('finds optional options that do not accept undefined', () => {
  const page = [
    '```ts',
    'export interface ClientOptions { a?: number; b?: number | undefined; c: string; d?: any; e?: () => undefined; }',
    'export interface Client { a?: number; }',
    '```',
  ];
  expect(optionsWithoutUndefined(page.join('\n'))).toEqual(['ClientOptions.a', 'ClientOptions.e']);
});

// Options of an application often come from its environment: `maxClients: limit ? Number(limit) : undefined`.
it('finds none in the packages', () => {
  const pages = readdirSync(packages).filter((name) => existsSync(join(packages, name, 'api.md')));
  expect(pages).toContain('websockets');
  const found = pages.map((name) => [
    name,
    optionsWithoutUndefined(readFileSync(join(packages, name, 'api.md'), 'utf8')),
  ]);
  expect(found.filter(([, options]) => options?.length)).toEqual([]);
});
