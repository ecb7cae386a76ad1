/** The HTTP platforms on which the sample runs. */
export const HTTP_PLATFORMS = ['express', 'fastify'] as const;

export type HttpPlatform = (typeof HTTP_PLATFORMS)[number];

export interface Settings {
  readonly http: HttpPlatform;
  /** The TCP port; 0 for any free port. */
  readonly port: number;
  /** The key that changes require. */
  readonly apiKey: string;
}

/** The default key, for development. It is printed at start-up. */
export const DEMO_KEY = 'let-me-in';

/** An invalid setting. The message says which one, why it is invalid, and what to write instead. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads `HTTP`, `PORT` and `API_KEY`.
 *
 * @throws SettingsError if a value is not valid
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  return { http: platformFrom(env.HTTP), port: portFrom(env.PORT), apiKey: env.API_KEY?.trim() || DEMO_KEY };
}

function platformFrom(value: string | undefined): HttpPlatform {
  if (value === undefined || value === '') return 'express';
  const found = HTTP_PLATFORMS.find((platform) => platform === value.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new SettingsError(
    `HTTP=${value} is not a platform of this sample.\n` +
      '  It can be express or fastify (express when left out), for example: HTTP=fastify npx nx serve 03-rest-api',
  );
}

function portFrom(value: string | undefined): number {
  if (value === undefined || value === '') return 3000;
  const port = Number(value);
  if (/^\d+$/.test(value.trim()) && port <= 65_535) return port;
  throw new SettingsError(
    `PORT=${value} is not a port number.\n` +
      '  It is a whole number from 1 to 65535 (or 0 for any free port), for example: PORT=3001 npx nx serve 03-rest-api',
  );
}
