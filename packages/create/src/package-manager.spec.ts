import { expect, it } from 'vitest';
import { packageManager } from './package-manager.js';

it.each([
  ['npm/11.0.0 node/v24.0.0 linux x64', 'npm'],
  ['pnpm/10.1.0 npm/? node/v24.0.0 linux x64', 'pnpm'],
  ['yarn/4.0.0 npm/? node/v24.0.0 linux x64', 'yarn'],
  ['bun/1.2.0 npm/? node/v24.0.0 linux x64', 'bun'],
  ['', 'npm'],
])('of the user agent "%s" is %s', (userAgent, manager) => {
  expect(packageManager(userAgent)).toBe(manager);
});
