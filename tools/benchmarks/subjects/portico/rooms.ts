import { WsAdapter } from '@portico/platform-ws';
import { serveRoomNews } from './room-news.js';

await serveRoomNews((app) => new WsAdapter(app));
