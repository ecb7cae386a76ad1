import { createApplication } from './application.js';

const app = await createApplication();
await app.listen(process.env.PORT ?? 3000);
console.log(`Listening on ${await app.getUrl()}`);
