import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

describeApplication('cache-manager', (application) => {
  it('replies again without calling the handler, separately for each path', async () => {
    const first = await application().json<{ calls: number }>('/cache/auto/1');
    expect(await application().json('/cache/auto/1')).toEqual(first);
    expect(await application().json('/cache/auto/2')).toEqual({ id: '2', calls: first.calls + 1 });
  });

  it('caches under a given key until it is cleared', async () => {
    const first = await application().json<{ calls: number }>('/cache/named');
    expect(await application().json('/cache/by-name')).toEqual(first);
    await application().get('/cache/clear');
    expect(await (await application().get('/cache/by-name')).text()).toBe('');
    expect(await application().json<{ calls: number }>('/cache/named')).not.toEqual(first);
  });
});
