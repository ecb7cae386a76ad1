import { waitUntil } from '@portico/test-support';
import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

interface Line {
  level: number;
  msg: string;
  context?: string;
  tenant?: string;
  cats?: number;
  req?: { id: number; url: string };
  res?: { statusCode: number };
  err?: { message: string; stack: string };
}

/** `nestjs-pino`: lines of the framework and of the application as JSON, with their request. */
describeApplication('pino', (application) => {
  const lines = () =>
    application()
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Line);
  const line = async (matches: (line: Line) => boolean) => (await waitUntil(() => lines().find(matches))) as Line;

  it('writes lines that were logged before it was set', () => {
    expect(lines().map(({ msg }) => msg)).toContain('Starting application...');
  });

  it('writes lines of a request with the request', async () => {
    await application().get('/log');
    expect(await line(({ msg }) => msg === 'by pino')).toMatchObject({
      context: 'LogController',
      cats: 3,
      tenant: 'acme',
      req: { url: '/log' },
    });
    expect(await line(({ msg }) => msg === 'by the framework')).toMatchObject({
      context: 'Worker',
      tenant: 'acme',
      req: { url: '/log' },
    });
    expect(await line(({ msg, req }) => msg === 'request completed' && req?.url === '/log')).toMatchObject({
      res: { statusCode: 200 },
    });
  });

  it('writes the error that a handler threw', async () => {
    await application().get('/log/broken');
    const failed = await line(({ msg, req }) => msg === 'request errored' && req?.url === '/log/broken');
    expect(failed.err?.message).toBe('as planned');
    expect(failed.err?.stack).toContain('LogController.broken');
  });
});
