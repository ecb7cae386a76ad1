import 'reflect-metadata';
import { createApplication } from './application.js';
import { explainFailure } from './explain-failure.js';
import { readSettings } from './settings.js';

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const app = await createApplication(settings);
  app.enableShutdownHooks();
  try {
    await app.listen(settings.port);
  } catch (error) {
    await app.close();
    throw error;
  }
  console.log(`\nAuthenticated connections: http://localhost:${app.getHttpServer().address().port}`);
  console.log('  Log in as ada with the password lovelace, or as grace with the password hopper');
  console.log('  Ctrl-C stops it\n');
}

main().catch((error: unknown) => {
  console.error(`\n${explainFailure(error)}\n`);
  process.exit(1);
});
