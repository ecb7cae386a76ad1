import 'reflect-metadata';
import { createApplication } from './application.js';
import { readSettings, SettingsError } from './settings.js';

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
  // Errors of Portico, such as that of a port in use, say how to fix them.
  console.error(error instanceof SettingsError ? `\n${error.message}\n` : error);
  process.exit(1);
});
