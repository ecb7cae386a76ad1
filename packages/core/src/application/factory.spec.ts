import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { NestFactory } from './factory.js';

interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** Runs one mode of the fixture in a separate process. */
function run(mode: string): Promise<Outcome> {
  const fixture = fileURLToPath(new URL('./factory.fixture.ts', import.meta.url));
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['-C', '@portico/source', '--import', '@oxc-node/core/register', fixture, mode],
      { env: { ...process.env, NO_COLOR: '1' }, timeout: 20_000 },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, signal: child.signalCode, output: stdout + stderr }),
    );
  });
}

describe('NestFactory in a process', { timeout: 30_000 }, () => {
  it('logs an error at start-up and exits', async () => {
    const { code, output } = await run('abort');
    expect(code).toBe(1);
    expect(output).toContain('Starting application');
    expect(output).toContain('[ExceptionHandler]');
    expect(output).toContain('FrameworkError: PORTICO_UNKNOWN_DEPENDENCY: ');
  });

  it('exits even if the logger is silent or buffers', async () => {
    const [silent, buffered] = await Promise.all([run('abortQuietly'), run('abortBuffered')]);
    expect(silent).toMatchObject({ code: 1, output: '' });
    expect(buffered.code).toBe(1);
    expect(buffered.output).toContain('PORTICO_UNKNOWN_DEPENDENCY');
  });

  it('exits if a hook of a context fails', async () => {
    const { code, output } = await run('abortHook');
    expect(code).toBe(1);
    expect(output).toContain('hook failed');
  });

  it('rejects instead with abortOnError: false', async () => {
    const { code, output } = await run('reject');
    expect(code).toBe(0);
    expect(output).toContain('rejected PORTICO_UNKNOWN_DEPENDENCY');
  });

  it('keeps messages for a logger that is set later', async () => {
    const { output } = await run('buffer');
    expect(output.split('\n').slice(0, 3)).toEqual([
      'made',
      'custom Starting application... NestFactory',
      'custom RootModule dependencies initialized InstanceLoader',
    ]);
  });

  it('writes buffered messages if the option says so', async () => {
    const { output } = await run('flush');
    expect(output.split('\n').slice(0, 2)).toEqual(['made', 'custom Starting application... NestFactory']);
  });

  it('accepts levels as the logger', async () => {
    expect(await run('levels')).toMatchObject({ code: 0, output: '' });
  });

  it('closes on a signal, which then terminates the process, or exits with 0', async () => {
    const [bySignal, byExit] = await Promise.all([run('signal'), run('signalExit')]);
    expect(bySignal).toMatchObject({ signal: 'SIGTERM', output: 'closed by SIGTERM\n' });
    expect(byExit).toMatchObject({ code: 0, signal: null, output: 'closed by SIGTERM\n' });
  });
});

describe('NestFactory.createMicroservice', () => {
  it('throws because microservices are not supported', async () => {
    await expect(NestFactory.createMicroservice({})).rejects.toMatchObject({ code: 'PORTICO_NO_MICROSERVICES' });
  });
});
