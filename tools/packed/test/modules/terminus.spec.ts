import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

describeApplication('terminus', (application) => {
  it('replies with 200 and is not cached while everything is up', async () => {
    const response = await application().get('/health');
    expect([response.status, response.headers.get('cache-control')]).toEqual([
      200,
      'no-cache, no-store, must-revalidate',
    ]);
    expect(await response.json()).toMatchObject({
      status: 'ok',
      details: { heap: { status: 'up' }, own: { status: 'up' } },
    });
  });

  it('replies with 503 and what is down', async () => {
    const response = await application().get('/health/broken');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      status: 'error',
      error: { database: { status: 'down', message: 'gone' } },
    });
  });

  it('checks other services', async () => {
    expect(await application().json('/health/remote')).toMatchObject({
      status: 'ok',
      info: { self: { status: 'up' } },
    });
  });
});
