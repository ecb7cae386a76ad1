import { loadPlatform } from './bun-platform.js';
import { serveRoomNews } from './room-news.js';

const { BunHttpAdapter, BunWsAdapter } = await loadPlatform();
await serveRoomNews((app) => new BunWsAdapter(app), new BunHttpAdapter());
