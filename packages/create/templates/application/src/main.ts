import { createApplication } from './application.js';

const app = await createApplication();
// On all addresses: what runs in a container is not reached at localhost, where Fastify would listen by itself.
await app.listen(process.env.PORT ?? 3000, process.env.HOST ?? '0.0.0.0');
console.log(`Listening on ${await app.getUrl()}`);
