import 'reflect-metadata';
import type { INestApplication } from '@portico/common';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@portico/platform-fastify';
import { Test } from '@portico/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CatsModule } from '../../examples/testing/cats/cats.module.js';
import { CatsRepository } from '../../examples/testing/cats/cats.repository.js';
import { SessionGuard } from '../../examples/testing/cats/session.guard.js';

// #region http
describe('GET /cats', () => {
  let app: INestApplication;

  beforeEach(async () => {
    const module = await Test.createTestingModule({ imports: [CatsModule] })
      .overrideProvider(CatsRepository)
      .useValue({ names: async () => ['Tom'] })
      .overrideGuard(SessionGuard)
      .useValue({ canActivate: () => true })
      .compile();
    app = module.createNestApplication(new ExpressAdapter());
    await app.listen(0); // any free port
  });

  afterEach(() => app.close());

  it('lists the names', async () => {
    const response = await fetch(`${await app.getUrl()}/cats`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(['TOM']);
  });
});
// #endregion

// #region inject
it('sends a request to Fastify without a port', async () => {
  const module = await Test.createTestingModule({ imports: [CatsModule] }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.init();

  const response = await app.inject({ url: '/cats' });
  expect(response.statusCode).toBe(403); // the guard is not replaced
  await app.close();
});
// #endregion
