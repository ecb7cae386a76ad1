/** An invalid setting. The message says which one, why it is invalid, and what to write instead. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads `PORT`. 0 stands for any free port. Default: 3000.
 *
 * @throws SettingsError if it is not a port number
 */
export function portFrom(value: string | undefined): number {
  if (value === undefined || value === '') return 3000;
  const port = Number(value);
  if (/^\d+$/.test(value.trim()) && port <= 65_535) return port;
  throw new SettingsError(
    `PORT=${value} is not a port number.\n` +
      '  It is a whole number from 1 to 65535 (or 0 for any free port), for example: PORT=3001 npx nx serve 04-gateways-ws',
  );
}
