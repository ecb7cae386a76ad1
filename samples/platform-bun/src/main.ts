import 'reflect-metadata';
import { createApplication } from './application.js';

async function main(): Promise<void> {
  const app = await createApplication();
  app.enableShutdownHooks();
  await app.listen(Number(process.env['PORT'] ?? 3000));
  console.log(`News on Bun: ${await app.getUrl()}/news`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
