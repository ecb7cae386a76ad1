import { once } from 'node:events';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { start } from '../examples/authentication/log-in.js';
import { portOf, prepareExamples } from './http-example.js';

prepareExamples();
process.env.TOKEN_SECRET = 'a secret of the tests, which has 32 characters';

describe.each([
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
])('the log-in of the page on %s', (_platform, createAdapter) => {
  async function run() {
    const app = await start(createAdapter());
    onTestFinished(() => app.close());
    const host = `localhost:${portOf(app.getHttpServer())}`;
    const logIn = (password?: string, name = 'ada') =>
      fetch(`http://${host}/log-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, password }),
      });
    const account = async (headers: Record<string, string> = {}) => {
      const response = await fetch(`http://${host}/account`, { headers });
      return [response.status, await response.json()];
    };
    const open = (headers: Record<string, string>) => new WebSocket(`ws://${host}/live`, { headers });
    const connect = async (headers: Record<string, string>) => {
      const socket = open(headers);
      onTestFinished(() => socket.terminate());
      await once(socket, 'open');
      return socket;
    };
    const refusalOf = async (headers: Record<string, string> = {}): Promise<number> => {
      const socket = open(headers);
      const [request, response] = await once(socket, 'unexpected-response');
      request.destroy();
      return response.statusCode;
    };
    return { logIn, account, connect, refusalOf };
  }

  it('protects routes and connections by one guard', async () => {
    const { logIn, account, connect, refusalOf } = await run();
    for (const attempt of [logIn('byron'), logIn(), logIn(undefined, 'nobody')])
      expect((await attempt).status).toBe(401);
    expect(await account()).toEqual([401, expect.objectContaining({ message: 'Log in first' })]);
    expect(await refusalOf()).toBe(401);

    const response = await logIn('lovelace');
    const { token } = (await response.json()) as { token: string };
    const [stored = ''] = response.headers.getSetCookie();
    expect(stored).toMatch(/^token=\S+; .*HttpOnly; SameSite=Strict/);
    const cookie = stored.split(';', 1).join();
    const accepted: Record<string, string>[] = [{ authorization: `Bearer ${token}` }, { cookie }];
    for (const headers of accepted) {
      expect(await account(headers)).toEqual([200, { name: 'ada' }]);
      const socket = await connect(headers);
      socket.send('{"event":"who am I"}');
      expect(JSON.parse(String((await once(socket, 'message'))[0]))).toEqual({ event: 'you are', data: 'ada' });
    }
    expect(await refusalOf({ cookie, origin: 'https://evil.example' })).toBe(403);
  });

  it('disconnects a client when its token expires', async () => {
    process.env.TOKEN_SECONDS = '1';
    onTestFinished(() => void delete process.env.TOKEN_SECONDS);
    const { logIn, connect } = await run();
    const { token } = (await (await logIn('lovelace')).json()) as { token: string };
    const [code] = await once(await connect({ authorization: `Bearer ${token}` }), 'close');
    expect(code).toBe(4401);
  });
});
