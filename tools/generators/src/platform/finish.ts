import { execFileSync } from 'node:child_process';
import { logger } from '@nx/devkit';
import type { PlatformKind, PlatformNames } from './platform-names.js';

export interface Finish {
  readonly root: string;
  readonly names: PlatformNames;
  readonly kind: PlatformKind;
  readonly sample: string;
  readonly skipInstall: boolean;
}

const withTypeScript = ['--import', '@oxc-node/core/register'];

/** What can be done only with files on the disk: link the package, wire it up, format it, write down its public API. */
export function finish({ root, names, kind, sample, skipInstall }: Finish): void {
  const { folder, packageName, className } = names;
  const run = (what: string, program: string, ...args: string[]): void => step(root, what, program, args);
  if (!skipInstall) run('Linking the package', 'npm', 'install', '--no-audit', '--no-fund');
  const written = [`packages/${folder}`, sample, 'tools/checks/src/boundaries/allowed-imports.ts'];
  run('Formatting', 'npx', 'biome', 'check', '--write', ...written);
  run('Cutting the code of the documents', 'node', ...withTypeScript, 'tools/checks/src/documents/documents-main.ts');
  run('Wiring the TypeScript projects', 'npx', 'nx', 'sync');
  run('Building', 'npx', 'nx', 'build', packageName);
  const api = 'tools/checks/src/public-api/public-api-main.ts';
  run('Writing down the public API', 'node', ...withTypeScript, api, '--update', `packages/${folder}`);
  logger.info(
    [
      '',
      `${packageName} was created, and passes its tests as it is:`,
      `  npx nx run-many -t lint typecheck build test api package-check -p ${packageName} ${sample.slice('samples/'.length)}`,
      `Next: put your library into packages/${folder}/src/adapter.ts (${className}Adapter), and turn on what it can do`,
      `in packages/${folder}/src/${kind === 'http' ? 'conformance.spec.ts' : 'platform.fixture.ts'}.`,
      'After changes: npm run format; npm run docs:update when the sample has changed; npm run api:update when the public API has.',
      'docs/contributing-a-platform.md goes through it step by step.',
    ].join('\n'),
  );
}

function step(cwd: string, what: string, program: string, args: readonly string[]): void {
  logger.info(`${what} …`);
  try {
    const env = { ...process.env, NX_DAEMON: 'false' };
    execFileSync(program, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const command = [program, ...args].join(' ');
    throw new Error(`${what} failed; the files were kept. Fix the cause, then run: ${command}\n${stdout}${stderr}`, {
      cause: error,
    });
  }
}
