import 'reflect-metadata';
import { announce } from './announce.js';
import { createRestApplication } from './application.js';
import { readSettings, SettingsError } from './settings.js';

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const app = await createRestApplication(settings);
  app.enableShutdownHooks();
  try {
    await app.listen(settings.port);
  } catch (error) {
    await app.close();
    throw error;
  }
  announce(app, settings);
}

main().catch((error: unknown) => {
  // Errors of Portico, such as that of a port in use, say how to fix them.
  console.error(error instanceof SettingsError ? `\n${error.message}\n` : error);
  process.exit(1);
});
