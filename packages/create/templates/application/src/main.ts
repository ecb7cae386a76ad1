import { createApplication } from './application.js';

const app = await createApplication();
// Listen on all addresses. Fastify would only listen on localhost, which cannot be reached from outside a container.
await app.listen(process.env.PORT ?? 3000, process.env.HOST ?? '0.0.0.0');
console.log(`Listening on ${await app.getUrl()}`);
