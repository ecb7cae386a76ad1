import { expect, it } from 'vitest';
import { packageManager, scriptCommand } from './package-manager.js';

it.each([
  ['npm/11.0.0 node/v24.0.0 linux x64', 'npm', '11'],
  ['pnpm/10.1.0 npm/? node/v24.0.0 linux x64', 'pnpm', '10'],
  ['yarn/4.0.0 npm/? node/v24.0.0 linux x64', 'yarn', '4'],
  ['bun/1.2.0 npm/? node/v24.0.0 linux x64', 'bun', '1'],
  ['', 'npm', 'latest'],
])('of the user agent "%s" is %s %s', (userAgent, name, major) => {
  expect(packageManager(userAgent)).toEqual({ name, major });
});

it.each([
  ['npm', 'test', 'npm test'],
  ['npm', 'dev', 'npm run dev'],
  ['yarn', 'start', 'yarn start'],
  ['bun', 'test', 'bun run test'], // `bun test` is the test runner of Bun
] as const)('%s runs the script %s by "%s"', (name, script, command) => {
  expect(scriptCommand({ name, major: '1' }, script)).toBe(command);
});
