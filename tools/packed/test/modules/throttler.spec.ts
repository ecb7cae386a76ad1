import { once } from 'node:events';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { describeApplication } from './application.fixture.js';

describeApplication('throttler', (application) => {
  async function statuses(path: string, calls: number): Promise<number[]> {
    const answers: number[] = [];
    for (let call = 0; call < calls; call++) answers.push((await application().get(path)).status);
    return answers;
  }

  it('allows a number of requests, and reports how many are left', async () => {
    const first = await application().get('/limited');
    expect([first.headers.get('x-ratelimit-limit'), first.headers.get('x-ratelimit-remaining')]).toEqual(['3', '2']);
    expect(await statuses('/limited', 3)).toEqual([200, 200, 429]);
    const refused = await application().get('/limited');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ statusCode: 429 });
  });

  it('applies the options of a route', async () => {
    expect(await statuses('/once', 2)).toEqual([200, 429]);
    expect(await statuses('/free', 5)).toEqual([200, 200, 200, 200, 200]);
  });

  it('limits the messages of a gateway', async () => {
    const socket = new WebSocket(`${application().url.replace('http', 'ws')}/ws`);
    await once(socket, 'open');
    const send = async (data: number): Promise<unknown> => {
      socket.send(JSON.stringify({ event: 'count', data }));
      const [answer] = (await once(socket, 'message')) as [Buffer];
      return JSON.parse(answer.toString());
    };
    for (const data of [1, 2, 3]) expect(await send(data)).toEqual({ event: 'counted', data });
    expect(await send(4)).toMatchObject({ event: 'exception', data: { message: 'slow down' } });
    socket.close();
    await once(socket, 'close');
  });
});
