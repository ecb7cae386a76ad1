import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

/** `@nestjs/passport` and `@nestjs/jwt`, which are used together. */
describeApplication('auth', (application) => {
  it('logs in with a strategy, and identifies the user by the token', async () => {
    const login = await application().post('/auth/login', { name: 'ada', password: 'right' });
    expect(login.status).toBe(201);
    const { token, name } = (await login.json()) as { token: string; name: string };
    expect(name).toBe('ada');
    const me = await application().get('/auth/me', { authorization: `Bearer ${token}` });
    expect([me.status, await me.text()]).toEqual([200, 'ada']);
  });

  it('replies with 401 and the message of the strategy', async () => {
    const login = await application().post('/auth/login', { name: 'ada', password: 'wrong' });
    expect([login.status, await login.json()]).toEqual([
      401,
      { statusCode: 401, message: 'Wrong password', error: 'Unauthorized' },
    ]);
    expect((await application().post('/auth/login', {})).status).toBe(401);
  });

  it('replies with 401 to an invalid token', async () => {
    const me = await application().get('/auth/me', { authorization: 'Bearer forged' });
    expect([me.status, await me.json()]).toEqual([
      401,
      { statusCode: 401, message: 'Bad token', error: 'Unauthorized' },
    ]);
  });
});
