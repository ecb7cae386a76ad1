const WS_PLATFORMS = ['socket.io', 'ws'] as const;

export type WsPlatform = (typeof WS_PLATFORMS)[number];

/** An invalid setting. The message says which one, why it is invalid, and what to write instead. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

export interface Settings {
  /** The port of the proxy; 0 for any free port. */
  readonly port: number;
  /** The URL at which the sample looks for Redis. */
  readonly redisUrl: string;
  /** The library of the clients. */
  readonly ws: WsPlatform;
}

/**
 * Reads `PORT`, `REDIS_URL` and `WS`.
 *
 * @throws SettingsError if a value is not valid
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  return { port: portFrom(env.PORT), redisUrl: redisUrlFrom(env.REDIS_URL), ws: wsFrom(env.WS) };
}

function portFrom(value: string | undefined): number {
  if (value === undefined || value === '') return 3000;
  const port = Number(value);
  if (/^\d+$/.test(value.trim()) && port <= 65_535) return port;
  throw new SettingsError(
    `PORT=${value} is not a port number.\n` +
      '  It is a whole number from 1 to 65535 (or 0 for any free port), for example: PORT=3001 npx nx serve 05-redis-scale-out',
  );
}

function wsFrom(value: string | undefined): WsPlatform {
  const platform = WS_PLATFORMS.find((each) => each === (value || 'socket.io'));
  if (platform) return platform;
  throw new SettingsError(
    `WS=${value} is not a platform of this sample.\n` +
      '  It is socket.io or ws, for example: WS=ws npx nx serve 05-redis-scale-out',
  );
}

function redisUrlFrom(value: string | undefined): string {
  const url = value || 'redis://localhost:6379';
  if (/^rediss?:\/\/./.test(url) && URL.canParse(url)) return url;
  throw new SettingsError(
    `REDIS_URL=${value} is not the address of a Redis.\n` +
      '  For example: REDIS_URL=redis://localhost:6379 npx nx serve 05-redis-scale-out',
  );
}
