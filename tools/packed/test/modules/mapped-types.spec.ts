import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

describeApplication('mapped-types', (application) => {
  it('derives classes with the rules of the properties that they keep', async () => {
    const created = await application().post('/cats', { id: 1, name: 'Tom', age: '3' });
    expect([created.status, await created.json()]).toEqual([201, { type: 'CreateCat', name: 'Tom', age: 3 }]);
    const refused = await application().post('/cats', { age: -1 });
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { statusCode: 400, message: ['name must be a string', 'age must not be less than 0'], error: 'Bad Request' },
    ]);
  });

  it('joins parts of two classes', async () => {
    const joined = await application().post('/cats/owned', { name: 'Tom', owner: 'Ada', age: 3 });
    expect(await joined.json()).toEqual({ type: 'NamedAndOwned', name: 'Tom', owner: 'Ada' });
    expect((await application().post('/cats/owned', { name: 'Tom' })).status).toBe(400);
  });

  it('makes all properties optional, and still validates existing ones', async () => {
    const put = (body: unknown) =>
      fetch(`${application().url}/cats`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect(await (await put({ age: 4 })).json()).toEqual({ type: 'UpdateCat', age: 4 });
    expect((await put({ name: 4 })).status).toBe(400);
  });
});
