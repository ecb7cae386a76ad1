import { connectIo, connectWs, type TestClient } from '@portico/conformance';
import { expect, it, onTestFinished } from 'vitest';
import { describeApplication, type RunningApplication } from './application.fixture.js';

type Connect = (application: RunningApplication, headers: Record<string, string>, to?: string) => Promise<TestClient>;

const CONNECT: Record<string, Connect> = {
  ws: ({ url }, headers, to = 'members') => connectWs({ port: portOf(url), path: `/${to}`, headers }),
  'socket.io': ({ url }, headers, to) => connectIo({ port: portOf(url), ...(to && { namespace: `/${to}` }), headers }),
};

/** The guards of `@nestjs/passport` and `@nestjs/throttler` on `handleConnection()`, unmodified. */
for (const [library, connect] of Object.entries(CONNECT)) {
  describeApplication(
    'connections',
    (application) => {
      it("connects clients whose token AuthGuard('jwt') accepts, with their user, and no others", async () => {
        const token = /^token (.+)$/m.exec(application().output())?.[1];
        const refused: Record<string, string>[] = [{}, { Authorization: 'Bearer forged' }];
        for (const headers of refused) {
          await expect(connect(application(), headers)).rejects.toMatchObject({ status: 401, message: 'Unauthorized' });
        }
        const ada = await connect(application(), { Authorization: `Bearer ${token}` });
        onTestFinished(() => ada.destroy());
        ada.send('who');
        expect(await ada.next('who')).toBe('Ada');
      });

      it("connects clients with a session, whose user AuthGuard('session') restores, and no others", async () => {
        await expect(connect(application(), {}, 'sessions')).rejects.toMatchObject({ status: 403 });
        const grace = await connect(application(), { Cookie: 'session=Grace' }, 'sessions');
        onTestFinished(() => grace.destroy());
        grace.send('who');
        expect(await grace.next('who')).toBe('Grace');
      });

      it("accepts all clients with AuthGuard('session') alone, as for requests", async () => {
        const client = await connect(application(), {}, 'anybody');
        onTestFinished(() => client.destroy());
      });

      it('connects as many clients as ThrottlerGuard lets pass', async () => {
        for (let round = 0; round < 2; round += 1) {
          const client = await connect(application(), {}, 'few');
          onTestFinished(() => client.destroy());
        }
        const refusal: unknown = await connect(application(), {}, 'few').catch((error: unknown) => error);
        expect(refusal).toMatchObject({ status: 429 });
        const { headers } = refusal as { headers?: Record<string, string> };
        if (library === 'ws') expect(Number(headers?.['retry-after'])).toBeGreaterThan(0);
      });
    },
    { args: [library] },
  );
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
