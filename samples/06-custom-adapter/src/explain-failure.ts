import { SettingsError } from './settings.js';

/** Explains a failure at start-up, and how to fix it. */
export function explainFailure(error: unknown): string {
  if (error instanceof SettingsError) return error.message;
  const { code, port = 3000 } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    const name = process.env.GATEWAY_PORT === String(port) || port === 3001 ? 'GATEWAY_PORT' : 'PORT';
    return (
      `Port ${port} is already in use on this machine, so the sample cannot listen there.\n` +
      `  Stop the other program, or choose another port: ${name}=${port + 10} npx nx serve 06-custom-adapter`
    );
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
