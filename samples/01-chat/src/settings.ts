/** The HTTP platforms on which the sample runs. */
export const HTTP_PLATFORMS = ['express', 'fastify'] as const;
/** The libraries that clients can use, on one port. */
export const WS_PLATFORMS = ['socket.io', 'ws'] as const;

export type HttpPlatform = (typeof HTTP_PLATFORMS)[number];
export type WsPlatform = (typeof WS_PLATFORMS)[number];

export interface Platforms {
  readonly http: HttpPlatform;
}

export interface Settings extends Platforms {
  /** The TCP port; 0 for any free port. */
  readonly port: number;
}

/** An invalid setting. The message says which one, why it is invalid, and what to write instead. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads `HTTP` and `PORT`.
 *
 * @throws SettingsError if a value is not valid
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  return {
    http: oneOf('HTTP', env.HTTP, HTTP_PLATFORMS),
    port: portFrom(env.PORT),
  };
}

function oneOf<T extends string>(name: string, value: string | undefined, known: readonly [T, ...T[]]): T {
  if (value === undefined || value === '') return known[0];
  const found = known.find((candidate) => candidate === value.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new SettingsError(
    `${name}=${value} is not a platform of this sample.\n` +
      `  It can be ${known.join(' or ')} (${known[0]} when left out), for example: ${name}=${known[1] ?? known[0]} npm start`,
  );
}

function portFrom(value: string | undefined): number {
  if (value === undefined || value === '') return 3000;
  const port = Number(value);
  if (/^\d+$/.test(value.trim()) && port <= 65_535) return port;
  throw new SettingsError(
    `PORT=${value} is not a port number.\n` +
      '  It is a whole number from 1 to 65535 (or 0 for any free port), for example: PORT=3001 npm start',
  );
}
