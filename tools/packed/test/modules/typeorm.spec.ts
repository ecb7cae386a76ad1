import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

/** `@nestjs/typeorm` with SQLite: two data sources, repositories, relations, transactions, a subscriber. */
describeApplication('typeorm', (application) => {
  it('saves and loads entities with their relations', async () => {
    const saved = await application().post('/owners', { name: 'ada', cats: ['tom', 'felix'] });
    const { id } = (await saved.json()) as { id: number };
    expect(await application().json(`/owners/${id}`)).toMatchObject({
      name: 'ada',
      cats: [{ name: 'tom' }, { name: 'felix' }],
    });
    expect(await application().json('/owners/inserted')).toEqual(['tom', 'felix']);
    expect((await application().get('/owners/999')).status).toBe(404);
  });

  it('rolls back a transaction, and separates the data sources', async () => {
    const { owners } = await application().json<{ owners: number }>('/owners/count');
    const failed = await application().post('/owners/two', { first: 'grace', second: 'grace' });
    expect([failed.status, await failed.json()]).toMatchObject([409, { message: expect.stringContaining('UNIQUE') }]);
    expect(await application().json('/owners/count')).toEqual({ owners, archived: 0 });
    expect((await application().post('/owners/two', { first: 'mary', second: 'joan' })).status).toBe(201);
    expect(await application().json('/owners/count')).toEqual({ owners: owners + 2, archived: 0 });
  });
});
