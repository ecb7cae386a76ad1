import { runWorkProcess } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { IoAdapter } from './index.js';

await runWorkProcess({
  httpAdapter: new ExpressAdapter(),
  createAdapter: (app) => new IoAdapter(app),
  reply: (id) => id,
});
