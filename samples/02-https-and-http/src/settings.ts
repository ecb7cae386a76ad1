/** The HTTP platforms on which the sample runs. */
export const HTTP_PLATFORMS = ['express', 'fastify'] as const;
/** What creates the two servers: the application, or the code of this sample. */
export const SERVERS = ['application', 'own'] as const;

export type HttpPlatform = (typeof HTTP_PLATFORMS)[number];
export type ServersMadeBy = (typeof SERVERS)[number];

export interface Settings {
  readonly http: HttpPlatform;
  readonly servers: ServersMadeBy;
  /** The TCP port of HTTP; 0 for any free port. */
  readonly port: number;
  /** The TCP port of HTTPS; 0 for any free port. */
  readonly httpsPort: number;
  /** Where the development certificate is stored. */
  readonly certificateFolder: string;
}

/** An invalid setting. The message says which one, why it is invalid, and what to write instead. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads `HTTP`, `SERVERS`, `PORT`, `HTTPS_PORT` and `CERTIFICATE_FOLDER`.
 *
 * @throws SettingsError if a value is not valid
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  return {
    http: oneOf('HTTP', env.HTTP, HTTP_PLATFORMS),
    servers: oneOf('SERVERS', env.SERVERS, SERVERS),
    port: portFrom('PORT', env.PORT, 3000),
    httpsPort: portFrom('HTTPS_PORT', env.HTTPS_PORT, 3443),
    certificateFolder: env.CERTIFICATE_FOLDER || '.certificate',
  };
}

function oneOf<T extends string>(name: string, value: string | undefined, known: readonly [T, ...T[]]): T {
  if (value === undefined || value === '') return known[0];
  const found = known.find((candidate) => candidate === value.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new SettingsError(
    `${name}=${value} is not known to this sample.\n` +
      `  It can be ${known.join(' or ')} (${known[0]} when left out), for example: ${name}=${known[1] ?? known[0]}`,
  );
}

function portFrom(name: string, value: string | undefined, fallback: number): number {
  if (value === undefined || value === '') return fallback;
  const port = Number(value);
  if (/^\d+$/.test(value.trim()) && port <= 65_535) return port;
  throw new SettingsError(
    `${name}=${value} is not a port number.\n` +
      `  It is a whole number from 1 to 65535 (or 0 for any free port), for example: ${name}=${fallback + 1}`,
  );
}
