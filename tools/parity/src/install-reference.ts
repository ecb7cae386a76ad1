import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { referenceRoot } from './locations.js';

/**
 * Installs the reference from its own lockfile unless that has been done since the lockfile changed.
 *
 * @throws when npm fails
 */
export function installReference(): void {
  const installed = join(referenceRoot, 'node_modules/.package-lock.json');
  const wanted = join(referenceRoot, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return;
  process.stderr.write('Installing the reference (NestJS 12, autocannon) …\n');
  const options = { cwd: referenceRoot, stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], options);
}
