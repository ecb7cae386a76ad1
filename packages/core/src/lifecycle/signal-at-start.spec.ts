import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const FIXTURE = fileURLToPath(new URL('./signal-at-start.fixture.ts', import.meta.url));
const OPTIONS = ['-C', '@portico/source', '--import', '@oxc-node/core/register'];

it.each([
  ['a hook of the start-up runs', 'hook', 'signal', [null, 'SIGTERM']],
  ['a hook of the start-up runs, with useProcessExit', 'hook', 'exit', [0, null]],
  ['the application has been created', 'create', 'signal', [null, 'SIGTERM']],
  ['the application has been created, with useProcessExit', 'create', 'exit', [0, null]],
])('closes an application that receives a signal when %s', { timeout: 60_000 }, async (_when, moment, how, ending) => {
  const child = spawn(process.execPath, [...OPTIONS, FIXTURE, moment, how], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const output = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(output).toEqual(['closed by SIGTERM', '']);
  expect(await ended).toEqual(ending);
});
