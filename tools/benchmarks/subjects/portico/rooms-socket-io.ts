import { IoAdapter } from '@portico/platform-socket.io';
import { serveRoomNews } from './room-news.js';

await serveRoomNews((app) => new IoAdapter(app));
