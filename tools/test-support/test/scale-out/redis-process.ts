import { RedisIoAdapter } from './redis-io-adapter.js';
import { serve } from './serve.js';

await serve(async (app) => {
  const adapter = new RedisIoAdapter(app);
  await adapter.connectToRedis();
  return adapter;
});
