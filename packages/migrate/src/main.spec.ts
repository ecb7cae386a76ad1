import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from './main.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-migrate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, content: string | object): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : `${JSON.stringify(content, null, '\t')}\n`);
}

function run(...args: string[]): { code: number; output: string } {
  const lines: string[] = [];
  const code = main(args, (text) => lines.push(text));
  return { code, output: lines.join('\n') };
}

const manifest = () => readFileSync(join(folder, 'package.json'), 'utf8');

it('changes nothing without --write, and keeps the format of the file', () => {
  write('package.json', { dependencies: { '@nestjs/core': '^11.0.0' } });
  const before = manifest();
  const dry = run(folder);
  expect(dry).toEqual({
    code: 0,
    output: expect.stringContaining('@nestjs/core: ^11.0.0 -> npm:@portico/core@^12.0.0'),
  });
  expect(manifest()).toBe(before);
  expect(run(folder, '--write').code).toBe(0);
  expect(manifest()).toBe('{\n\t"dependencies": {\n\t\t"@nestjs/core": "npm:@portico/core@^12.0.0"\n\t}\n}\n');
  expect(run(folder, '--write').output).toContain('package.json: nothing to change.');
});

it('reads the peers of installed packages', () => {
  write('package.json', { dependencies: { '@nestjs/common': '^11.0.0', old: '1.0.0' } });
  write('node_modules/old/package.json', { peerDependencies: { '@nestjs/common': '^11.0.0' } });
  expect(run(folder).output).toContain('overrides old: {"@nestjs/common":"$@nestjs/common"}');
});

it('reports files and lines of sources only, and fails', () => {
  write('package.json', { dependencies: {} });
  write('src/main.ts', "\nimport { Transport } from '@nestjs/microservices';\n");
  write('test/app.spec.js', "const { Gone } = require('@nestjs/testing');\n");
  write('node_modules/a/index.js', "require('@nestjs/microservices');\n");
  write('dist/main.js', "require('@nestjs/microservices');\n");
  const { code, output } = run(folder);
  expect(code).toBe(1);
  expect(output).toContain('src/main.ts:2  @nestjs/microservices: Portico has no microservice transports');
  expect(output).toContain('test/app.spec.js:1  @nestjs/testing has no "Gone"');
  expect(output.match(/@nestjs\/microservices/g)).toHaveLength(1);
});

it('reads sources in folders that are named like build output, and skips links that lead nowhere', () => {
  write('package.json', {});
  write('src/build/build.gateway.ts', "import { Gone } from '@nestjs/core';\n");
  write('build/build.gateway.js', "require('@nestjs/microservices');\n");
  symlinkSync(join(folder, 'nowhere'), join(folder, 'src/link.ts'));
  const { output } = run(folder);
  expect(output).toContain('src/build/build.gateway.ts:1  @nestjs/core has no "Gone"');
  expect(output).not.toContain('microservices');
});

it('keeps aliases that the application has, with their ranges', () => {
  const dependencies = { '@nestjs/core': 'npm:@portico/core@12', '@nestjs/common': 'npm:@portico/common@^12.3.0' };
  write('package.json', { dependencies });
  expect(run(folder, '--check').code).toBe(0);
  write('package.json', { dependencies: { ...dependencies, '@nestjs/core': 'npm:@portico/core@^11.0.0' } });
  expect(run(folder).output).toContain('npm:@portico/core@^11.0.0 -> npm:@portico/core@^12.0.0');
  write('node_modules/@nestjs/core/package.json', { name: '@nestjs/core', version: '12.5.1' });
  expect(run(folder, '--write').output).toContain(' @nestjs/common@npm:@portico/common@^12.3.0');
});

it('rewrites optional dependencies', () => {
  write('package.json', { optionalDependencies: { '@nestjs/platform-ws': '^12.0.0' } });
  const { output } = run(folder, '--write');
  expect(output).toContain('npm install --save-optional @nestjs/platform-ws@npm:@portico/platform-ws@^12.0.0');
  expect(manifest()).toContain('"@nestjs/platform-ws": "npm:@portico/platform-ws@^12.0.0"');
});

it('keeps Windows line breaks, and reads a file with a byte order mark', () => {
  write('package.json', '\uFEFF{\r\n  "dependencies": {\r\n    "@nestjs/core": "^12.0.0"\r\n  }\r\n}\r\n');
  expect(run(folder, '--write').code).toBe(0);
  expect(manifest()).toBe(
    '{\r\n  "dependencies": {\r\n    "@nestjs/core": "npm:@portico/core@^12.0.0"\r\n  }\r\n}\r\n',
  );
});

it('names a package.json that is not valid', () => {
  write('package.json', '{ "dependencies": {}, }');
  expect(run(folder)).toEqual({
    code: 2,
    output: expect.stringContaining(`${join(folder, 'package.json')} is not valid JSON: `),
  });
});

it.each([[], null, 'text'])('rejects a package.json that contains %j', (content) => {
  write('package.json', JSON.stringify(content));
  expect(run(folder)).toEqual({ code: 2, output: `${join(folder, 'package.json')} does not contain a JSON object.` });
});

it('reports what would still install NestJS', () => {
  write('package.json', {
    dependencies: { '@nestjs/core': 'npm:@portico/core@^12.0.0', 'ws-of-nest': 'npm:@nestjs/websockets@^12' },
    overrides: {
      '@nestjs/core': '12.1.0',
      old: { '@nestjs/core': '$@nestjs/core', deep: { '@nestjs/common': '12.1.3' } },
      '@nestjs/testing': { '.': '12.1.4' },
    },
    resolutions: { '**/@nestjs/common': '12.1.1' },
    pnpm: { overrides: { 'a>@nestjs/testing@^11': '12.1.2', '@nestjs/config': '4.0.0' } },
  });
  write('pnpm-workspace.yaml', 'packages: ["."]\noverrides:\n  "@nestjs/core": 12.1.0\n');
  const { code, output } = run(folder, '--check');
  expect(code).toBe(1);
  expect(output.split('To change by hand:\n')[1]?.split('\n\n')[0]?.split('\n')).toEqual([
    '  package.json:7  the override "@nestjs/core": "12.1.0" installs NestJS: remove it, or write npm:@portico/core@^12.0.0',
    '  package.json:11  the override "@nestjs/common": "12.1.3" installs NestJS: remove it, or write npm:@portico/common@^12.0.0',
    '  package.json:15  the override "@nestjs/testing": "12.1.4" installs NestJS: remove it, or write npm:@portico/testing@^12.0.0',
    '  package.json:19  the override "**/@nestjs/common": "12.1.1" installs NestJS: remove it, or write npm:@portico/common@^12.0.0',
    '  package.json:23  the override "a>@nestjs/testing@^11": "12.1.2" installs NestJS: remove it, or write npm:@portico/testing@^12.0.0',
    '  pnpm-workspace.yaml:3  the override "@nestjs/core": "12.1.0" installs NestJS: remove it, or write npm:@portico/core@^12.0.0',
    '  package.json:4  "ws-of-nest" is @nestjs/websockets of NestJS under another name: write npm:@portico/websockets@^12.0.0',
  ]);
});

it('says which packages below the folder are not migrated with it', () => {
  write('package.json', {});
  write('apps/api/package.json', { dependencies: { '@nestjs/core': '^12.0.0' } });
  write('apps/web/package.json', { dependencies: { react: '^19.0.0' } });
  write('test/fixtures/package.json', 'not valid on purpose');
  const { output } = run(folder);
  expect(output).toContain('apps/api/package.json uses NestJS, but is not a member of a workspace: run this in its');
  expect(output).not.toContain('apps/web');
});

it('prints its usage', () => {
  expect(run()).toEqual({ code: 2, output: expect.stringContaining('Usage: portico-migrate') });
  expect(run('--help').code).toBe(2);
  expect(run(folder)).toEqual({ code: 2, output: expect.stringContaining('package.json is missing. Give the folder') });
});

describe('installed packages', () => {
  const twelve = { dependencies: { '@nestjs/common': '^12.0.0', '@nestjs/core': '^12.0.0' } };

  it('are reported if NestJS 12 satisfies the alias, with the command that replaces it', () => {
    write('package.json', twelve);
    write('node_modules/@nestjs/core/package.json', { name: '@nestjs/core', version: '12.5.1' });
    const { output } = run(folder, '--write');
    expect(output).toContain('Still installed from NestJS: @nestjs/core.');
    expect(output).toContain(
      '  npm install @nestjs/common@npm:@portico/common@^12.0.0 @nestjs/core@npm:@portico/core@^12.0.0',
    );
  });

  it('may be read from the lockfile of npm', () => {
    write('package.json', { dependencies: { '@nestjs/common': '^11.0.0', old: '1.0.0' } });
    write('package-lock.json', {
      packages: { 'node_modules/old': { version: '1.0.0', peerDependencies: { '@nestjs/common': '^11.0.0' } } },
    });
    expect(run(folder).output).toContain('overrides old');
  });

  it('are required for comparing peers', () => {
    write('package.json', twelve);
    expect(run(folder).output).toContain('Nothing is installed, so peer ranges of modules were not compared.');
  });
});

describe('a workspace', () => {
  beforeEach(() => {
    write('package.json', { name: 'root', private: true, workspaces: ['apps/*'] });
    write('apps/api/package.json', { name: 'api', dependencies: { '@nestjs/core': '^12.0.0', old: '1.0.0' } });
    write('apps/api/src/main.ts', "import { Gone } from '@nestjs/core';\n");
    write('apps/web/package.json', { name: 'web', dependencies: { react: '^19.0.0' } });
    write('node_modules/old/package.json', { peerDependencies: { '@nestjs/core': '^11.0.0' } });
  });
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

  it('is migrated package by package from its root, with overrides where npm reads them', () => {
    const { code, output } = run(folder, '--write');
    expect(code).toBe(1);
    expect(output).toContain('apps/api/src/main.ts:1  @nestjs/core has no "Gone"');
    expect(output).not.toContain('apps/web');
    expect(output).toContain('npm install --workspace=apps/api @nestjs/core@npm:@portico/core@^12.0.0');
    expect(read('package.json')).toMatchObject({
      overrides: { old: { '@nestjs/core': 'npm:@portico/core@^12.0.0' } },
    });
    expect(read('apps/api/package.json')).toMatchObject({
      dependencies: { '@nestjs/core': 'npm:@portico/core@^12.0.0' },
    });
  });

  it('removes NestJS from the lockfile of npm, so that modules in the root use the aliases too', () => {
    const original = { version: '12.5.1' };
    const packages = {
      '': { name: 'root' },
      'node_modules/@nestjs/core': original,
      'node_modules/@nestjs/schedule': original,
      'node_modules/other/node_modules/@nestjs/core': original,
      'apps/api/node_modules/@nestjs/core': original,
    };
    write('package-lock.json', { lockfileVersion: 3, packages });
    write('apps/api/src/main.ts', '');
    expect(run(folder).output).toContain('package-lock.json, to be rewritten with --write:');
    expect(read('package-lock.json')).toMatchObject({ packages });

    const { output } = run(folder, '--write');
    expect(output).toContain('  npm install\n');
    expect(output).toContain('  apps/api/node_modules/@nestjs/core: removed');
    const kept = {
      '': { name: 'root' },
      'node_modules/@nestjs/schedule': original,
      'node_modules/other/node_modules/@nestjs/core': original,
    };
    expect(read('package-lock.json')).toEqual({ lockfileVersion: 3, packages: kept });
    const alias = { name: '@portico/core', version: '12.0.0' };
    write('package-lock.json', { lockfileVersion: 3, packages: { 'node_modules/@nestjs/core': alias } });
    expect(run(folder, '--check').code).toBe(0);
  });

  it('provides its installed packages to a single package', () => {
    const { output } = run(join(folder, 'apps/api'));
    expect(output).toContain('overrides in package.json, to be rewritten with --write:');
  });

  it('warns if a single package is migrated and others are not', () => {
    write('apps/worker/package.json', { name: 'worker', dependencies: { '@nestjs/common': '^12.0.0' } });
    const warning = 'apps/worker/package.json still installs NestJS. Modules that the packages share would use it';
    expect(run(join(folder, 'apps/api')).output).toContain(warning);
    write('apps/worker/package.json', { name: 'worker', dependencies: { '@nestjs/common': 'npm:@portico/common@12' } });
    expect(run(join(folder, 'apps/api')).output).not.toContain(warning);
    expect(run(folder).output).not.toContain(warning);
    for (const name of ['mail', 'worker'])
      write(`apps/${name}/package.json`, { name, dependencies: { '@nestjs/common': '^12.0.0' } });
    const both = 'apps/mail/package.json and apps/worker/package.json still install NestJS.';
    expect(run(join(folder, 'apps/api')).output).toContain(both);
  });
});

describe('other package managers', () => {
  const dependencies = { '@nestjs/core': '^12.0.0', '@nestjs/websockets': '^12.0.0', old: '1.0.0' };
  beforeEach(() => {
    write('package.json', { dependencies });
    write('node_modules/old/package.json', { peerDependencies: { '@nestjs/core': '^11.0.0' } });
  });

  it.each([
    ['pnpm', 'pnpm-lock.yaml', 'lockfileVersion: 9.0\n', 'pnpm install', false],
    ['yarn', 'yarn.lock', '__metadata:\n  version: 8\n', 'yarn install', true],
    ['yarn-classic', 'yarn.lock', '# yarn lockfile v1\n', 'yarn install', true],
  ])('%s has its own settings instead of overrides', (manager, lockfile, text, command, namesPeers) => {
    write(lockfile, text);
    const { output } = run(folder);
    expect(output).toContain(`No overrides are needed: ${manager} does not refuse peer ranges.`);
    expect(output).toContain(`  ${command}\n`);
    expect(output.includes('dependencies @portico/common: ^12.0.0')).toBe(namesPeers);
  });

  it('lists the peers of Portico with legacy-peer-deps, too', () => {
    write('.npmrc', 'legacy-peer-deps=true\n');
    expect(run(folder).output).toContain('dependencies @portico/common: ^12.0.0');
  });
});

it('adds packages that are dependencies of NestJS, but optional for Portico, only if they are used', () => {
  write('package.json', { dependencies: { '@nestjs/platform-express': '^12.0.0', '@nestjs/common': '^12.0.0' } });
  write('src/a.ts', "import { FileInterceptor } from '@nestjs/platform-express';\n");
  write('src/b.ts', "import { FileTypeValidator } from '@nestjs/common';\n");
  const { output } = run(folder);
  expect(output).toMatch(/dependencies multer: \^2/);
  expect(output).toMatch(/dependencies file-type: /);
  write('src/a.ts', '');
  expect(run(folder).output).not.toContain('multer');
});

it.each([
  [9, ['10: CacheModule', '11: Routes follow', '12: Node 20.19']],
  [10, ['11: Routes follow', '12: Node 20.19']],
  [11, ['12: Node 20.19']],
])('lists the changes since version %i', (major, notes) => {
  write('package.json', { dependencies: { '@nestjs/core': `^${major}.0.0` } });
  const { output } = run(folder);
  expect(output).toContain(`This application uses NestJS ${major}.`);
  for (const note of notes) expect(output).toContain(note);
  expect(output.includes('10: ')).toBe(major < 10);
});

it('lists the changes since the installed version if package.json names none', () => {
  write('package.json', { dependencies: { '@nestjs/core': 'latest' } });
  expect(run(folder).output).not.toContain('This application uses');
  write('node_modules/@nestjs/core/package.json', { name: '@nestjs/core', version: '11.1.0' });
  expect(run(folder).output).toContain('This application uses NestJS 11.');
  write('package.json', { dependencies: { '@nestjs/core': 'npm:@portico/core@^12.0.0' } });
  expect(run(folder).output).not.toContain('This application uses');
});

it('says that there is no NestJS', () => {
  write('package.json', { dependencies: { express: '^5.0.0' } });
  expect(run(folder)).toEqual({
    code: 0,
    output: expect.stringMatching(/There are no dependencies on NestJS\.\n+Nothing is left to do/),
  });
});

describe('--check', () => {
  it('fails until package.json and installed packages are migrated', () => {
    write('package.json', { dependencies: { '@nestjs/core': '^12.0.0' } });
    expect(run(folder, '--check').code).toBe(1);
    run(folder, '--write');
    write('node_modules/@nestjs/core/package.json', { name: '@nestjs/core', version: '12.5.1' });
    expect(run(folder, '--check').code).toBe(1);
    write('node_modules/@nestjs/core/package.json', { name: '@portico/core', version: '12.0.0' });
    const checked = run(folder, '--check');
    expect(checked).toEqual({ code: 0, output: expect.stringContaining('Nothing is left to do') });
  });

  it('changes nothing, so it cannot be combined with --write', () => {
    write('package.json', {});
    expect(run(folder, '--check', '--write').code).toBe(2);
    expect(run(folder, '--install').code).toBe(2);
  });
});

describe('the configuration of Jest', () => {
  it.each([
    ['jest.config.js', "module.exports = {\n  transformIgnorePatterns: ['node_modules/(?!@nestjs/)'],\n};\n", 2],
    ['test/jest-e2e.json', '{\n\n  "transformIgnorePatterns": ["node_modules/(?!@nestjs/)"]\n}\n', 3],
  ])('in %s that transforms only @nestjs must be changed', (file, text, line) => {
    write('package.json', { dependencies: { '@nestjs/core': 'npm:@portico/core@^12.0.0' } });
    write(file, text);
    const checked = run(folder, '--check');
    expect(checked.code).toBe(1);
    expect(checked.output).toContain(`${file}:${line}  transformIgnorePatterns lets only @nestjs be transformed`);
    expect(checked.output).toContain('change what is listed above');
    write(file, text.replace('@nestjs', '(@portico|@nestjs)'));
    expect(run(folder, '--check')).toEqual({ code: 0, output: expect.stringContaining('Nothing is left to do') });
  });
});
