import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { OFFERED_FILE, offeredNames } from './offered-names.js';

const workspace = resolve(import.meta.dirname, '../../../..');

it('are in the file of @portico/migrate as the packages export them (npm run api:update writes it)', () => {
  expect(readFileSync(join(workspace, OFFERED_FILE), 'utf8')).toBe(offeredNames(workspace));
});

it('have values and types, of every specifier, and nothing internal', () => {
  const offered = JSON.parse(offeredNames(workspace)) as Record<string, { entries: Record<string, string[]> }>;
  expect(offered['@nestjs/common']?.entries['.']).toEqual(
    expect.arrayContaining(['Module', 'INestApplication', 'HttpStatus']),
  );
  expect(offered['@nestjs/common']?.entries['./constants.js']).toContain('MODULE_PATH');
  expect(Object.keys(offered['@nestjs/core']?.entries ?? {})).not.toContain('./internal');
});
