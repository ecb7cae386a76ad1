import { Module } from '@portico/common';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { Test } from '@portico/testing';
import { expect, it, onTestFinished, vi } from 'vitest';
import { setUpInProduction } from '../examples/devtools/serve.js';

@Module({})
class AppModule {}

it.each([
  ['express', () => new ExpressAdapter()],
  ['fastify', () => new FastifyAdapter()],
])('requires the password in production, as the page says (%s)', async (_name, createAdapter) => {
  vi.stubEnv('NODE_ENV', 'production');
  vi.stubEnv('DEVTOOLS_PASSWORD', 'secret');
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const testing = await Test.createTestingModule({ imports: [AppModule] }).compile();
  const app = testing.createNestApplication(createAdapter(), { logger: false });
  onTestFinished(() => app.close());
  setUpInProduction(app);
  await app.listen(0, '127.0.0.1');
  const url = `${await app.getUrl()}/devtools/application`;

  const refused = await fetch(url);
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="devtools"']);
  const wrong = await fetch(url, { headers: { authorization: `Basic ${btoa('admin:guess!')}` } });
  expect(wrong.status).toBe(401);
  const authorization = `Basic ${btoa('admin:secret')}`;
  expect((await fetch(url, { headers: { authorization } })).status).toBe(200);
});
