import 'reflect-metadata';
import { createApplication } from './application.js';
import { portFrom, SettingsError } from './settings.js';

async function main(): Promise<void> {
  const port = portFrom(process.env.PORT);
  const app = await createApplication();
  app.enableShutdownHooks();
  try {
    await app.listen(port);
  } catch (error) {
    await app.close();
    throw error;
  }
  const url = `http://localhost:${app.getHttpServer().address().port}`;
  console.log(`\nGateways on native WebSockets: ${url}`);
  console.log(`  ${['/clock', '/calculator', '/board'].map((path) => url.replace('http', 'ws') + path).join('  ')}`);
  console.log('  Ctrl-C stops it\n');
}

main().catch((error: unknown) => {
  // Errors of Portico, such as that of a port in use, say how to fix them.
  console.error(error instanceof SettingsError ? `\n${error.message}\n` : error);
  process.exit(1);
});
