import 'reflect-metadata';
import { announce } from './announce.js';
import { developmentCertificate } from './certificate/development-certificate.js';
import { start } from './servers/start.js';
import { readSettings, SettingsError } from './settings.js';

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const certificate = await developmentCertificate(settings.certificateFolder);
  const running = await start({ ...settings, certificate });
  running.app.enableShutdownHooks();
  announce(running, settings, certificate);
}

function explain(error: unknown): string {
  if (error instanceof SettingsError) return error.message;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return (
      `Port ${port} is already in use on this machine, so nothing listens.\n` +
      '  Stop the other program, or choose other ports, for example: PORT=3080 HTTPS_PORT=3081'
    );
  }
  if (code === 'EACCES' && port !== undefined) {
    return (
      `Port ${port} needs rights that this user does not have, so nothing listens.\n` +
      '  Choose ports from 1024 upwards, for example: PORT=3080 HTTPS_PORT=3081'
    );
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().catch((error: unknown) => {
  console.error(`\n${explain(error)}\n`);
  process.exit(1);
});
