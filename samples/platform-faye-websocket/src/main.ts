import 'reflect-metadata';
import { createApplication } from './application.js';

async function main(): Promise<void> {
  const app = await createApplication();
  app.enableShutdownHooks();
  await app.listen(Number(process.env['PORT'] ?? 3000));
  console.log(`A board on faye-websocket: ${await app.getUrl()}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
