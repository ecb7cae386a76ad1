import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

interface Cat {
  user: string;
  path: string;
  seen: string;
  request: string;
}

/** `nestjs-cls`: a store for each request, and providers of the request. */
describeApplication('cls', (application) => {
  it('separates simultaneous requests', async () => {
    const users = ['ada', 'grace', 'mary'];
    const cats = await Promise.all(users.map((user) => application().json<Cat>(`/cats/${user}`, { 'x-user': user })));
    expect(cats.map(({ user, path, seen }) => [user, path, seen])).toEqual(
      users.map((user) => [user, `/cats/${user}`, 'by the guard']),
    );
    expect(new Set(cats.map(({ request }) => request)).size).toBe(3);
  });
});
