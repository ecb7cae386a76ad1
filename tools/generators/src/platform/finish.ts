import { execFileSync } from 'node:child_process';
import { logger } from '@nx/devkit';
import { capabilitiesFile, type PlatformKind, type PlatformNames } from './platform-names.js';

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
  run(
    'Updating the code blocks of the documents',
    'node',
    ...withTypeScript,
    'tools/checks/src/documents/documents-main.ts',
  );
  run('Updating the references of the TypeScript projects', 'npx', 'nx', 'sync');
  run('Building', 'npx', 'nx', 'build', packageName);
  const api = 'tools/checks/src/public-api/public-api-main.ts';
  run('Recording the public API', 'node', ...withTypeScript, api, '--update', `packages/${folder}`);
  logger.info(
    [
      '',
      `${packageName} was created. Its checks pass:`,
      `  npx nx run-many -t lint typecheck build test api package-check -p ${packageName} ${sample.slice('samples/'.length)}`,
      `Next: replace the library in packages/${folder}/src/adapter.ts (${className}Adapter), and set its capabilities`,
      `in packages/${folder}/src/${capabilitiesFile(kind)}.`,
      'After changes, run: npm run format; npm run docs:update for the sample; npm run api:update for the public API.',
      'docs/contributing-a-platform.md describes each step.',
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
