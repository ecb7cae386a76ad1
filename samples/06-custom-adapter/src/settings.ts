/** An invalid setting. The message says which one, why it is invalid, and what to write instead. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads a port from an environment variable. 0 stands for any free port.
 *
 * @throws SettingsError if it is not a port number
 */
export function portFrom(name: 'PORT' | 'GATEWAY_PORT', unlessSet: number): number {
  const value = process.env[name];
  if (value === undefined || value === '') return unlessSet;
  const port = Number(value);
  if (/^\d+$/.test(value.trim()) && port <= 65_535) return port;
  throw new SettingsError(
    `${name}=${value} is not a port number.\n` +
      `  It is a whole number from 1 to 65535 (or 0 for any free port), for example: ${name}=${unlessSet + 10} npx nx serve 06-custom-adapter`,
  );
}
