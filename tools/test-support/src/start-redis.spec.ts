import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { requireBinary } from './require-binary.js';
import { startRedis } from './start-redis.js';

const redis = requireBinary('redis-server');

it.skipIf(!redis)('starts a server that replies, and stops it', async () => {
  const running = await startRedis(redis as string);
  const socket = connect(running.port, '127.0.0.1');
  socket.write('PING\r\n');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toBe('+PONG\r\n');
  socket.destroy();
  await running.stop();
  const refused = connect(running.port, '127.0.0.1');
  const [error] = await once(refused, 'error');
  expect(error).toMatchObject({ code: 'ECONNREFUSED' });
});
