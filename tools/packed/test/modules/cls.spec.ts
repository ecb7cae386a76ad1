import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

interface Cat {
  user: string;
  path: string;
  seen: string;
  request: string;
}

/** `nestjs-cls`: a store for each request, and providers that are made for it. */
describeApplication('cls', (application) => {
  it('keeps the requests apart that run at the same time', async () => {
    const users = ['ada', 'grace', 'mary'];
    const cats = await Promise.all(users.map((user) => application().json<Cat>(`/cats/${user}`, { 'x-user': user })));
    expect(cats.map(({ user, path, seen }) => [user, path, seen])).toEqual(
      users.map((user) => [user, `/cats/${user}`, 'by the guard']),
    );
    expect(new Set(cats.map(({ request }) => request)).size).toBe(3);
  });
});
