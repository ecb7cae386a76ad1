import { type RunningRedis, requireBinary, startRedis } from '@portico/test-support';
import { afterAll } from 'vitest';

/** Starts one redis-server for the applications of a file at the first call. For `prepare`. */
export function redisForApplications(): () => Promise<Record<string, string>> {
  let redis: Promise<RunningRedis> | undefined;
  afterAll(async () => (await redis)?.stop());
  return async () => {
    const binary = requireBinary('redis-server');
    if (binary === undefined) throw new Error('redis-server is not installed.');
    redis ??= startRedis(binary);
    return { REDIS_PORT: String((await redis).port) };
  };
}
