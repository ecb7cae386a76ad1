import { waitUntil } from '@portico/test-support';
import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

describeApplication('config', (application) => {
  it('reads the environment, validated and coerced by a schema, and namespaces', async () => {
    expect(await application().json('/config')).toEqual({
      environment: 'miaow',
      nested: 'Portico',
      namespace: 3,
      fallback: 'none',
      validated: 3,
    });
  });

  it('replies with 500 for a missing required value', async () => {
    expect((await application().get('/config/missing')).status).toBe(500);
    await waitUntil(() => application().output().includes('ABSENT'));
  });
});
