import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

describeApplication('axios', (application) => {
  it('replies with the reply of another service', async () => {
    expect(await application().json('/remote')).toEqual({ path: '/up', agent: 'portico' });
  });

  it('converts its errors to exceptions', async () => {
    const response = await application().get('/remote/down');
    expect([response.status, await response.json()]).toEqual([
      502,
      { statusCode: 502, message: 'Request failed with status code 503', error: 'Bad Gateway' },
    ]);
  });
});
