import { waitUntil } from '@portico/test-support';
import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

describeApplication('event-emitter', (application) => {
  it('calls listeners, wildcard listeners, and request-scoped listeners', async () => {
    const response = await application().post('/orders/created', { id: 7 });
    expect(await response.json()).toEqual(['listener 7', 'scoped 7 in {"id":7}', 'wildcard 7']);
  });

  it('logs errors of listeners, and calls the others', async () => {
    expect(await application().json('/orders/broken')).toEqual(['wildcard 9']);
    await waitUntil(() => application().output().includes('a listener that fails'));
  });
});
