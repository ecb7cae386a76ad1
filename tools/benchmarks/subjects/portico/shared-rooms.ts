import { IoAdapter } from '@portico/platform-socket.io';
import { WsAdapter } from '@portico/platform-ws';
import { createAdapter } from '@socket.io/redis-adapter';
import { createClient } from 'redis';
import { serveRoomNews } from './room-news.js';

/** One of several processes whose rooms are shared through Redis. */
const [library, url = ''] = process.argv.slice(2);

const pub = createClient({ url });
const sub = pub.duplicate();
for (const client of [pub, sub]) client.on('error', (error: Error) => console.error(error));
await Promise.all([pub.connect(), sub.connect()]);
const adapter = createAdapter(pub, sub);

class RedisIoAdapter extends IoAdapter {
  override createIOServer(port: number, options?: object) {
    return super.createIOServer(port, { ...options, adapter });
  }
}

await serveRoomNews((app) => (library === 'ws' ? new WsAdapter(app, { adapter }) : new RedisIoAdapter(app)));
