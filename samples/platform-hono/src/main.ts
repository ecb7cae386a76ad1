import 'reflect-metadata';
import { createApplication } from './application.js';

async function main(): Promise<void> {
  const app = await createApplication();
  app.enableShutdownHooks();
  try {
    await app.listen(Number(process.env['PORT'] || 3000));
  } catch (error) {
    await app.close();
    throw error;
  }
  // Its host is the address of the server, such as [::1].
  const { port } = new URL(await app.getUrl());
  console.log(`Notes on Hono: http://localhost:${port}/notes`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
