import { stripVTControlCharacters } from 'node:util';
import { Logger } from '@portico/common';
import { expect, it, onTestFinished, vi } from 'vitest';
import { portOf } from './http-example.js';
import { runToEnd } from './run-example.js';

process.env.PORT = '0';

it('logs the levels of the list', async () => {
  // Applications of other tests may have turned logging off.
  Logger.overrideLogger(new Logger());
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const { app } = await import('../examples/logging/levels.js');
  onTestFinished(() => app.close());
  write.mockRestore();
  expect([Logger.isLevelEnabled('log'), Logger.isLevelEnabled('debug')]).toEqual([true, false]);
});

it('writes one JSON object for each message', async () => {
  const lines = (await runToEnd('logging/json.ts', { NODE_ENV: 'production' })).trim().split('\n');
  const records = lines.map((line) => JSON.parse(line));
  expect(records.find(({ context }) => context === 'CatsService')).toEqual({
    level: 'log',
    pid: expect.any(Number),
    timestamp: expect.any(Number),
    message: 'Cat adopted',
    context: 'CatsService',
    params: { name: 'Tom' },
  });
});

it('prints the messages of the start-up through a logger that is a provider', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const errors = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { app, AlertingLogger, LinesLogger, CatsService } = await import('../examples/logging/own-logger.js');
  onTestFinished(() => app.close());
  expect((await fetch(`http://localhost:${portOf(app.getHttpServer())}/broken`)).status).toBe(500);
  // Coloured in a terminal.
  expect(stripVTControlCharacters(write.mock.calls.join(''))).toContain('[NestFactory] Starting application...');
  expect(String(app.get(AlertingLogger).alerts)).toBe('Error: the database is gone');
  expect(stripVTControlCharacters(errors.mock.calls.join(''))).toContain('Error: the database is gone\n');
  const lines: string[] = [];
  app.useLogger(new LinesLogger((line) => lines.push(line)));
  app.get(CatsService).adopt('Tom');
  expect(lines).toEqual(['info Cat adopted CatsService']);
  write.mockRestore();
  errors.mockRestore();
});
