import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

describeApplication('terminus', (application) => {
  it('answers 200 and is not cached while everything is up', async () => {
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

  it('answers 503 with what is down', async () => {
    const response = await application().get('/health/broken');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      status: 'error',
      error: { database: { status: 'down', message: 'gone' } },
    });
  });

  it('looks at other services', async () => {
    expect(await application().json('/health/remote')).toMatchObject({
      status: 'ok',
      info: { self: { status: 'up' } },
    });
  });
});
