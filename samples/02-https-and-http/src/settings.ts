/** The HTTP platforms the sample can be served by. */
export const HTTP_PLATFORMS = ['express', 'fastify'] as const;
/** Who makes the two servers: the application, or this sample itself around it. */
export const SERVERS = ['application', 'own'] as const;

export type HttpPlatform = (typeof HTTP_PLATFORMS)[number];
export type ServersMadeBy = (typeof SERVERS)[number];

export interface Settings {
  readonly http: HttpPlatform;
  readonly servers: ServersMadeBy;
  /** TCP port of plain HTTP, 0 for any free one. */
  readonly port: number;
  /** TCP port of HTTPS, 0 for any free one. */
  readonly httpsPort: number;
  /** Where the development certificate is kept. */
  readonly certificateFolder: string;
}

/** A setting that cannot be used. The message says which, why and what to write instead. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads `HTTP`, `SERVERS`, `PORT`, `HTTPS_PORT` and `CERTIFICATE_FOLDER`.
 *
 * @throws SettingsError when one of them has a value that the sample does not know.
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
