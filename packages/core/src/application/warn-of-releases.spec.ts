import { expect, it } from 'vitest';
import { warnOfReleases } from './warn-of-releases.js';

function warnings(...keys: string[]): string[] {
  const messages: string[] = [];
  warnOfReleases(Object.fromEntries(keys.map((key) => [key, {}])), (message) => messages.push(message));
  return messages;
}

it('does not warn about files of one release, or packages with different versions', () => {
  expect(warnings('a 1.0.0 x index.js', 'a 1.0.0 x shared.js', 'b 2.0.0 y index.js')).toEqual([]);
});

it('reports the versions of a package once', () => {
  const loaded = ['@portico/one 12.0.0 x index.js', '@portico/one 12.1.0 y index.js'];
  const [message] = warnings(...loaded);
  expect(message).toContain('2 releases of @portico/one are loaded: 12.0.0 and 12.1.0.');
  expect(message).toContain('npm ls @portico/one');
  expect(message).toContain('PORTICO_SEVERAL_RELEASES');
  expect(warnings(...loaded)).toEqual([]);
});

it('distinguishes builds of one version', () => {
  const [message] = warnings('two 12.0.0 x index.js', 'two 12.0.0 y index.js');
  expect(message).toContain('12.0.0 (build x) and 12.0.0 (build y)');
});

it('reports a package of another major version, with the command that installs the matching one', () => {
  const loaded = [
    '@portico/core 12.3.0 x index.js',
    '@portico/three 13.0.0 y index.js',
    '@portico/four 12.0.0 z index.js',
  ];
  const [message, ...others] = warnings(...loaded);
  expect(message).toContain('@portico/three 13.0.0 does not match @portico/core 12.3.0');
  expect(message).toContain('npm install @portico/three@12');
  expect(others).toEqual([]);
});

it('reports no package while several versions of core are loaded', () => {
  const loaded = [
    '@portico/core 12.3.0 x index.js',
    '@portico/core 13.0.0 x index.js',
    '@portico/five 13.0.0 y index.js',
  ];
  expect(warnings(...loaded)).toEqual([expect.stringContaining('2 releases of @portico/core')]);
});
