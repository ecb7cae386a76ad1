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

function explain(error: unknown): string {
  if (error instanceof SettingsError) return error.message;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return (
      `Port ${port} is already in use on this machine, so the API cannot listen there.\n` +
      `  Stop the other program, or choose another port: PORT=${(port ?? 3000) + 1} npx nx serve 03-rest-api`
    );
  }
  if (code === 'EACCES') {
    return (
      `Port ${port} needs rights that this user does not have.\n` +
      '  Choose a port from 1024 upwards, for example: PORT=3001 npx nx serve 03-rest-api'
    );
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().catch((error: unknown) => {
  console.error(`\n${explain(error)}\n`);
  process.exit(1);
});
