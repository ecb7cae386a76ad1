import { spawnSync } from 'node:child_process';

/** Fails before a target that needs Bun: the executor of Nx reports success for servers that could not be started. */
if (spawnSync('bun', ['--version']).status !== 0) {
  console.error('This sample runs on Bun, which is not in the PATH. How to fix: npm install --global bun');
  process.exitCode = 1;
}
