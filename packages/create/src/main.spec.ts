import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from './main.js';
import { HTTP_PLATFORMS, PLATFORM_KINDS, WEBSOCKET_PLATFORMS } from './platforms.js';

let folder: string;
const printed: string[] = [];
const failed: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'create-portico-'));
  vi.spyOn(console, 'log').mockImplementation((text: string) => printed.push(text));
  vi.spyOn(console, 'error').mockImplementation((text: string) => failed.push(text));
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  printed.length = 0;
  failed.length = 0;
  rmSync(folder, { recursive: true });
});

/** Returns the files of a folder by path. */
function filesBelow(root: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(root, path)).isFile(),
  );
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

const combinations = HTTP_PLATFORMS.flatMap((http) => WEBSOCKET_PLATFORMS.map((ws) => ({ http, ws })));

describe.each(combinations)('an application on $http and $ws', ({ http, ws }) => {
  let files: Record<string, string>;

  beforeEach(async () => {
    expect(await main([join(folder, 'my-app'), '--http', http, '--ws', ws, '--no-install'])).toBe(0);
    files = filesBelow(join(folder, 'my-app'));
  });

  it('depends only on the chosen platforms', () => {
    const { name, dependencies, devDependencies } = JSON.parse(files['package.json'] ?? '') as {
      name: string;
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    expect(name).toBe('my-app');
    expect(Object.keys(dependencies).filter((each) => each.startsWith('@portico/platform-'))).toEqual([
      `@portico/platform-${http}`,
      ...(ws === 'none' ? [] : [`@portico/platform-${ws}`]),
    ]);
    expect('@portico/websockets' in dependencies).toBe(ws !== 'none');
    expect(Object.values(dependencies).filter((range) => !/^\^\d/.test(range))).toEqual([]);
    expect('socket.io-client' in devDependencies).toBe(ws === 'socket.io');
    expect('ws' in devDependencies).toBe(ws === 'ws');
  });

  it('imports only its dependencies, and contains no markers of the template', () => {
    const { dependencies, devDependencies } = JSON.parse(files['package.json'] ?? '') as Record<string, object>;
    const declared = Object.keys({ ...dependencies, ...devDependencies });
    const sources = Object.entries(files).filter(([path]) => path.endsWith('.ts'));
    const imported = sources.flatMap(([, text]) =>
      [...text.matchAll(/(?:from|import) '([^.'][^']*)'/g)].map(([, name = '']) => name),
    );
    expect(imported.filter((name) => !declared.includes(name) && !name.startsWith('node:'))).toEqual([]);
    expect(Object.values(files).join('\n')).not.toContain('with gateways');
  });

  it('has a test for each of its servers, and the configuration files of a project', () => {
    expect(Object.keys(files).filter((path) => path.startsWith('test/'))).toEqual([
      ...(ws === 'none' ? [] : ['test/gateway.spec.ts']),
      'test/http.spec.ts',
    ]);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        '.dockerignore',
        '.gitignore',
        '.vscode/launch.json',
        'Dockerfile',
        'README.md',
        'tsconfig.json',
      ]),
    );
    expect(Object.keys(files).filter((path) => /(^|\/)_/.test(path))).toEqual([]);
  });
});

describe.each(PLATFORM_KINDS)('a platform package of the kind %s', (kind) => {
  let files: Record<string, string>;

  beforeEach(async () => {
    expect(await main(['platform', join(folder, 'my-hono'), '--kind', kind, '--no-install'])).toBe(0);
    files = filesBelow(join(folder, 'my-hono'));
  });

  it('contains only its own names', () => {
    expect(files['src/adapter.ts']).toContain('class MyHonoAdapter');
    const left = Object.entries(files).filter(([, text]) => /MyPlatform|my-platform/.test(text));
    expect(left.map(([path]) => path)).toEqual([]);
  });

  it('imports only its own files and declared dependencies', () => {
    const { dependencies, devDependencies, peerDependencies } = JSON.parse(files['package.json'] ?? '') as Record<
      string,
      object
    >;
    const declared = Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies });
    const imported = Object.values(files).flatMap((text) =>
      [...text.matchAll(/^(?:import|export) [^;]*?from '([^']+)'/gm)].map(([, name = '']) => name),
    );
    const foreign = imported.filter((name) => !name.startsWith('./') && !name.startsWith('node:'));
    const packages = foreign.map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
    expect(packages.filter((name) => !declared.includes(name) && name !== 'my-hono')).toEqual([]);
  });

  it('runs the conformance suite', () => {
    expect(files['src/conformance.spec.ts']).toMatch(/describe(Http|WebSocket)Platform\(/);
    expect('src/rfc6455.spec.ts' in files).toBe(kind === 'websocket');
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'tsconfig.build.json']));
  });
});

it.each([
  ['3d', 'Platform3dAdapter'],
  ['platform-h3', 'H3Adapter'],
  ['my.own_server', 'MyOwnServerAdapter'],
])('names the adapter of the package %s so that it is a class: %s', async (name, adapter) => {
  expect(await main(['platform', join(folder, name), '--kind', 'http', '--no-install'])).toBe(0);
  expect(filesBelow(join(folder, name))['src/adapter.ts']).toContain(`class ${adapter} `);
});

describe('the check of the types that a platform package publishes', () => {
  const koa = 'node_modules/koa/package.json';
  const koaTypes = 'node_modules/@types/koa/package.json';
  const withDependencies = (...names: string[]) =>
    JSON.stringify({ name: 'my-koa', dependencies: Object.fromEntries(names.map((name) => [name, '*'])) });

  it.each([
    ['a package that is not declared', {}, 'add koa to the dependencies or peerDependencies'],
    ['types in the devDependencies', { 'package.json': withDependencies('koa') }, 'move @types/koa from the dev'],
    ['types in the dependencies', { 'package.json': withDependencies('koa', '@types/koa') }, undefined],
    ['types of its own', { 'package.json': withDependencies('koa'), [koa]: '{"types":"koa.d.ts"}' }, undefined],
    [
      'no types at all',
      { 'package.json': withDependencies('koa'), [koaTypes]: undefined },
      'npm i @types/koa if there',
    ],
    ['a .d.ts file of its own', { 'dist/index.d.ts': "export * from './koa.js';" }, 'rename the file in src to .ts'],
    ['a type of Node', { 'dist/index.d.ts': "import type { Server } from 'node:http';" }, undefined],
  ])('detects %s', async (_what, changes: Record<string, string | undefined>, problem) => {
    expect(await main(['platform', join(folder, 'my-koa'), '--yes', '--no-install'])).toBe(0);
    const files = {
      'package.json': withDependencies(),
      'dist/index.d.ts': "import Koa from 'koa';",
      [koa]: '{"main":"lib/index.js"}',
      [koaTypes]: '{}',
      ...changes,
    };
    for (const [path, text] of Object.entries(files)) {
      if (text === undefined) continue;
      mkdirSync(join(folder, 'my-koa', dirname(path)), { recursive: true });
      writeFileSync(join(folder, 'my-koa', path), text);
    }
    const { status, stderr } = spawnSync(process.execPath, ['check-types.mjs'], {
      cwd: join(folder, 'my-koa'),
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual(problem === undefined ? [0, ''] : [1, expect.stringContaining(problem)]);
  });
});

describe('the command', () => {
  it('uses default values without questions', async () => {
    expect(await main([join(folder, 'quiet'), '--yes', '--no-install'])).toBe(0);
    expect(printed.join('\n')).toContain('express, socket.io');
    expect(printed.join('\n')).toContain('npm install');
  });

  it.each([
    ['My Chat!', 'my-chat'],
    ['Café', 'cafe'],
    ['日本', 'my-app'],
    ['..hidden', 'hidden'],
    ['x'.repeat(230), 'x'.repeat(214)],
  ])('converts the folder name %s to a package name', async (name, expected) => {
    await main([join(folder, name), '--yes', '--no-install']);
    expect(JSON.parse(filesBelow(join(folder, name))['package.json'] ?? '')).toMatchObject({ name: expected });
  });

  it('takes the scope of a package from the folder above', async () => {
    await main(['platform', join(folder, '@me/my-hono'), '--kind', 'http', '--no-install']);
    const files = filesBelow(join(folder, '@me/my-hono'));
    expect(JSON.parse(files['package.json'] ?? '')).toMatchObject({ name: '@me/my-hono' });
    expect(files['README.md']).toContain("import { MyHonoAdapter } from '@me/my-hono';");
    await main([join(folder, '@me/app'), '--yes', '--no-install']);
    expect(filesBelow(join(folder, '@me/app'))['README.md']).toContain('docker build -t me/app .');
  });

  it('names the package manager that runs it, and quotes a folder with spaces', async () => {
    vi.stubEnv('npm_config_user_agent', 'pnpm/10.1.0 npm/? node/v24.0.0 linux x64');
    await main([join(folder, 'my chat'), '--yes', '--no-install']);
    expect(printed.join('\n')).toContain(
      `cd "${join(folder, 'my chat')}"\n  pnpm install\n  pnpm run dev\n  pnpm test`,
    );
    const readme = filesBelow(join(folder, 'my chat'))['README.md'];
    expect(readme).toContain('`pnpm run dev`');
    expect(readme).not.toContain('`npm ');
  });

  it.each([
    ['npm', 'npm/11.0.0', ['COPY package*.json ./', 'RUN npm install', 'RUN npm run build && npm prune --omit=dev']],
    [
      'pnpm',
      'pnpm/10.1.0',
      [
        'RUN npm install --global pnpm@10',
        'COPY package.json pnpm-lock.yaml* ./',
        'RUN pnpm install',
        'RUN pnpm run build && CI=true pnpm prune --prod',
      ],
    ],
    [
      'yarn',
      'yarn/1.22.22',
      ['COPY package.json yarn.lock* ./', 'RUN yarn install', 'RUN yarn run build && yarn install --production'],
    ],
    [
      'yarn',
      'yarn/4.9.0',
      [
        'RUN corepack enable && corepack install --global yarn@4',
        'COPY package.json yarn.lock* .yarnrc.yml ./',
        'RUN yarn install',
        'RUN yarn run build && yarn workspaces focus --production',
      ],
    ],
    [
      'bun',
      'bun/1.2.0',
      [
        'RUN npm install --global bun@1',
        'COPY package.json bun.lock* ./',
        'RUN bun install',
        'RUN bun run build && rm -rf node_modules && bun install --production',
      ],
    ],
  ])('builds the image with %s, which created the application (%s)', async (_name, userAgent, commands) => {
    vi.stubEnv('npm_config_user_agent', `${userAgent} npm/? node/v24.0.0 linux x64`);
    await main([join(folder, 'my-app'), '--yes', '--no-install']);
    const lines = (filesBelow(join(folder, 'my-app')).Dockerfile ?? '').split('\n');
    const stages = lines.filter((line) => /^(RUN|COPY (?!--from|\. ))/.test(line));
    expect(stages).toEqual(commands);
  });

  it('lets Yarn 2 and later write node_modules, which the Dockerfile copies', async () => {
    vi.stubEnv('npm_config_user_agent', 'yarn/4.9.0 npm/? node/v24.0.0 linux x64');
    await main([join(folder, 'app'), '--yes', '--no-install']);
    await main(['platform', join(folder, 'platform'), '--yes', '--no-install']);
    for (const project of ['app', 'platform']) {
      const files = filesBelow(join(folder, project));
      expect(files['.yarnrc.yml']).toBe('nodeLinker: node-modules\n');
      expect(files['.gitignore']).toMatch(/^node_modules\/[\s\S]*^\.yarn\/install-state\.gz$/m);
    }
  });

  it('accepts the "--" that pnpm and Bun pass on', async () => {
    expect(await main([join(folder, 'app'), '--', '--http', 'fastify', '--ws', 'none', '--no-install'])).toBe(0);
    expect(printed.join('\n')).toContain('fastify, no gateways');
  });

  it('quotes a folder so that a shell does not change it', async () => {
    await main([join(folder, "it's $HOME"), '--yes', '--no-install']);
    expect(printed.join('\n')).toContain(`cd '${join(folder, "it'\\''s $HOME")}'\n`);
  });

  it('says why it cannot install', async () => {
    vi.stubEnv('npm_config_user_agent', 'yarn/4.0.0 npm/? node/v24.0.0 linux x64');
    vi.stubEnv('PATH', folder);
    expect(await main([join(folder, 'my-app'), '--yes'])).toBe(1);
    expect(failed.join('\n')).toContain('yarn cannot be started (spawn yarn ENOENT)');
    expect(failed.join('\n')).toContain('the files are complete. Try again: cd ');
  });

  it('does not write into a file', async () => {
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    expect(await main([join(folder, 'notes.txt'), '--yes', '--no-install'])).toBe(2);
    expect(failed.join('\n')).toContain('notes.txt is a file. Choose another folder.');
  });

  it('does not write below a file', async () => {
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    expect(await main([join(folder, 'notes.txt/app'), '--yes', '--no-install'])).toBe(2);
    expect(failed.join('\n')).toMatch(/notes\.txt\/app cannot be written \(ENOTDIR.*Choose another folder/);
  });

  it('checks the folder before it asks questions', async () => {
    const isTTY = Object.getOwnPropertyDescriptor(process.stdin, 'isTTY');
    Object.defineProperty(process.stdin, 'isTTY', { value: true, configurable: true });
    try {
      writeFileSync(join(folder, 'notes.txt'), 'mine');
      // A question would wait for an answer.
      expect(await main([folder])).toBe(2);
      expect(await main(['platform', folder])).toBe(2);
    } finally {
      if (isTTY) Object.defineProperty(process.stdin, 'isTTY', isTTY);
      else Reflect.deleteProperty(process.stdin, 'isTTY');
    }
    expect(failed).toEqual([expect.stringContaining('is not empty'), expect.stringContaining('is not empty')]);
  });

  it('overwrites nothing', async () => {
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    expect(await main([folder, '--yes', '--no-install'])).toBe(2);
    expect(failed.join('\n')).toMatch(/is not empty \(notes\.txt\)/);
    expect(readdirSync(folder)).toEqual(['notes.txt']);
  });

  it.each([
    [['--http', 'koa'], '--http koa is unknown. Choose one of: express, fastify.'],
    [['--ws', 'sse'], '--ws sse is unknown. Choose one of: socket.io, ws, none.'],
    [['one', 'two'], 'Expected one folder, got one two.'],
    [['--fast'], 'Usage:'],
    [['--kind', 'http'], '--kind is for platform packages.'],
    [['platform', 'x', '--ws', 'ws'], '--http and --ws are for applications.'],
  ])('explains %j', async (args, message) => {
    expect(await main(args)).toBe(2);
    expect(failed.join('\n')).toContain(message);
    expect(existsSync('my-app')).toBe(false);
  });

  it('shows its usage and its version', async () => {
    expect(await main(['--help'])).toBe(0);
    expect(await main(['--version'])).toBe(0);
    expect(printed.join('\n')).toMatch(/Usage: npm create portico@latest[\s\S]+\d+\.\d+\.\d+/);
  });
});
