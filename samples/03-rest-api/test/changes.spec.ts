import { withTimeout } from '@portico/test-support';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HTTP_PLATFORMS } from '../src/settings.js';
import { type Api, startApi } from './api.fixture.js';
import { Feed } from './feed.fixture.js';

describe.each(HTTP_PLATFORMS)('the feed of changes on %s', (http) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(http);
  });
  afterAll(() => api.close());

  const add = (title: string) => api.send('POST', '/api/v2/books', { title, authors: ['A'], year: 1900 });

  it('sends changes to all clients', async () => {
    const [one, two] = [await Feed.open(api.url), await Feed.open(api.url)];
    const { id } = (await add('Told')).body;
    await api.send('POST', `/api/v2/books/${id}/reviews`, { stars: 4, text: 'Good.' });
    await api.send('DELETE', `/api/v2/books/${id}`);
    for (const feed of [one, two]) {
      for (const type of ['added', 'changed', 'removed'])
        expect(await feed.next()).toMatchObject({ type, data: { id, title: 'Told' } });
      feed.close();
    }
    expect(one.retry).toBe(2_000);
  });

  it('sends missed changes to clients that reconnect', async () => {
    const first = await Feed.open(api.url);
    await add('Seen');
    const seen = await first.next();
    first.close();
    await add('Missed one');
    await add('Missed two');

    const again = await Feed.open(api.url, seen.id);
    expect([(await again.next()).data.title, (await again.next()).data.title]).toEqual(['Missed one', 'Missed two']);
    await add('Live');
    expect((await again.next()).data.title).toBe('Live');
    again.close();
  });

  it('sends `reset` to clients that have missed too many changes', async () => {
    const feed = await Feed.open(api.url, 'another-run-7');
    expect(await feed.next()).toMatchObject({ type: 'reset' });
    await add('After the reset');
    expect(await feed.next()).toMatchObject({ type: 'added' });
    feed.close();
  });

  it('does not prevent the server from stopping', async () => {
    const other = await startApi(http);
    const feed = await Feed.open(other.url);
    await withTimeout(other.close(), 'end of the server', 3_000);
    await feed.ended;
  });
});
