import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

/** `@nestjs/passport` and `@nestjs/jwt`, which are used together. */
describeApplication('auth', (application) => {
  it('logs in by a strategy, and knows the user by the token', async () => {
    const login = await application().post('/auth/login', { name: 'ada', password: 'right' });
    expect(login.status).toBe(201);
    const { token, name } = (await login.json()) as { token: string; name: string };
    expect(name).toBe('ada');
    const me = await application().get('/auth/me', { authorization: `Bearer ${token}` });
    expect([me.status, await me.text()]).toEqual([200, 'ada']);
  });

  it('answers 401 with what the strategy says', async () => {
    const login = await application().post('/auth/login', { name: 'ada', password: 'wrong' });
    expect([login.status, await login.json()]).toEqual([
      401,
      { statusCode: 401, message: 'Wrong password', error: 'Unauthorized' },
    ]);
    expect((await application().post('/auth/login', {})).status).toBe(401);
  });

  it('answers 401 to a bad token', async () => {
    const me = await application().get('/auth/me', { authorization: 'Bearer forged' });
    expect([me.status, await me.json()]).toEqual([
      401,
      { statusCode: 401, message: 'Bad token', error: 'Unauthorized' },
    ]);
  });
});
