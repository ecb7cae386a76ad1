import { createApplication } from './application.js';

const port = process.env.PORT ?? 3000;
const app = await createApplication();
// Listen on all addresses. Fastify would only listen on localhost, which cannot be reached from outside a container.
await app.listen(port, process.env.HOST ?? '0.0.0.0');
console.log(`Listening on http://localhost:${port}`);
