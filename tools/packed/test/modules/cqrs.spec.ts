import { waitUntil } from '@portico/test-support';
import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

describeApplication('cqrs', (application) => {
  it('passes a command to its handler, events to theirs, and runs a saga', async () => {
    const response = await application().post('/heroes/ada', { to: 'London' });
    expect(await response.json()).toEqual({ at: 'London' });
    const rewards = await waitUntil(async () => {
      const heroes = await application().json<string[]>('/heroes/rewards');
      return heroes.length > 0 ? heroes : undefined;
    });
    expect(rewards).toEqual(['ada']);
  });

  it('calls a request-scoped query handler', async () => {
    await application().post('/heroes/grace', { to: 'Arlington' });
    expect(await (await application().get('/heroes/grace')).text()).toBe('Arlington (acme)');
  });

  it('replies with the exception of a handler', async () => {
    const response = await application().get('/heroes/nobody');
    expect([response.status, await response.json()]).toMatchObject([404, { message: 'Nobody has seen nobody' }]);
  });
});
