import { SettingsError } from './settings.js';

/** Explains a failure at start-up, and how to fix it. */
export function explainFailure(error: unknown): string {
  if (error instanceof SettingsError) return error.message;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return (
      `Port ${port} is already in use on this machine, so the sample cannot listen there.\n` +
      `  Stop the other program, or choose another port: PORT=${(port ?? 3000) + 1} npx nx serve 05-redis-scale-out`
    );
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
