import { expect, it } from 'vitest';
import type { Manifest } from './manifest.js';
import { addPeerOverrides, fits } from './peer-overrides.js';

const alias = (name: string) => `npm:@portico/${name}@^12.0.0`;
const peers: Record<string, Record<string, string>> = {
  'nestjs-pino': { '@nestjs/common': '^10.0.0 || ^11.0.0', pino: '^9.0.0' },
  '@nestjs/swagger': { '@nestjs/common': '^12.0.0', '@nestjs/core': '^12.0.0' },
  'nestjs-zod': { '@nestjs/swagger': '^11.0.0', '@nestjs/common': '^11 || ^12' },
};
const overridesOf = (manifest: Manifest) =>
  addPeerOverrides(manifest, [manifest], (name) => peers[name] ?? {}).manifest.overrides;

it('overrides peer ranges that exclude version 12', () => {
  expect(
    overridesOf({
      dependencies: {
        '@nestjs/common': alias('common'),
        '@nestjs/swagger': '^12.0.0',
        'nestjs-pino': '4',
        'nestjs-zod': '5',
      },
    }),
  ).toEqual({
    'nestjs-pino': { '@nestjs/common': '$@nestjs/common' },
    'nestjs-zod': { '@nestjs/swagger': '$@nestjs/swagger' },
  });
});

it('keeps an existing override', () => {
  const overrides = { 'nestjs-pino': { pino: '10' } };
  expect(overridesOf({ overrides, dependencies: { '@nestjs/common': alias('common'), 'nestjs-pino': '4' } })).toEqual(
    overrides,
  );
});

it.each([
  '^12.0.0',
  '^10.0.0 || ^11.0.0 || ^12.0.0',
  '>=6',
  '*',
  '',
  '12.x',
  '~12.1.0',
  '>=11 <13',
  '10 - 12',
  'latest',
])('"%s" includes 12', (range) => {
  expect(fits(range, alias('core'))).toBe(true);
});

it.each(['^10.0.0 || ^11.0.0', '11.x', '<12.0.0', '>=10 <12', '10 - 11', '^13.0.0'])('"%s" does not', (range) => {
  expect(fits(range, alias('core'))).toBe(false);
});
