import { waitUntil } from '@portico/test-support';
import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';
import { redisForApplications } from './redis.fixture.js';

/** `@nestjs/bullmq` with a Redis server: queues, a processor, its events. */
describeApplication(
  'bullmq',
  (application) => {
    async function deliver(to: string) {
      const { id } = (await (await application().post('/letters', { to })).json()) as { id: string };
      return waitUntil(async () => {
        const job = await application().json<{ state: string }>(`/letters/${id}`);
        return job.state === 'completed' ? job : undefined;
      });
    }

    it('passes jobs to the processor, and stores their results', async () => {
      expect(await deliver('ada')).toEqual({ state: 'completed', result: 'delivered to ada', attempts: 1 });
    });

    it('tries again, and calls the listeners of the worker', async () => {
      expect(await deliver('nobody')).toEqual({ state: 'completed', result: 'delivered to nobody', attempts: 2 });
      const lines = await waitUntil(async () => {
        const seen = await application().json<string[]>('/letters/log');
        return seen.includes('completed letter to nobody') ? seen : undefined;
      });
      expect(lines).toContain('failed letter to nobody: no such reader');
    });
  },
  { prepare: redisForApplications() },
);
