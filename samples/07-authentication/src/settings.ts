import { randomBytes } from 'node:crypto';

/** An invalid setting. The message says which one, why it is invalid, and what to write instead. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

export interface Settings {
  readonly port: number;
  /** How long a token is valid, in seconds. Short here, so that the page shows how one is renewed. */
  readonly tokenSeconds: number;
  /** The secret that signs the tokens. */
  readonly secret: Uint8Array;
  /** The key with which services request their tokens. */
  readonly serviceKey: string;
}

/** Token of the {@link Settings}. */
export const SETTINGS = Symbol('SETTINGS');

/**
 * Reads the settings from environment variables.
 *
 * @throws SettingsError if a value is not valid
 */
export function readSettings({ PORT, TOKEN_SECONDS, TOKEN_SECRET, SERVICE_KEY }: NodeJS.ProcessEnv): Settings {
  return {
    port: integer('PORT', PORT, 3000, 0, 65_535),
    tokenSeconds: integer('TOKEN_SECONDS', TOKEN_SECONDS, 30, 1, 86_400),
    secret: secretOf(TOKEN_SECRET),
    serviceKey: SERVICE_KEY || 'let-me-in',
  };
}

function integer(name: string, text: string | undefined, fallback: number, least: number, most: number): number {
  if (!text) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new SettingsError(
    `${name}=${text} is not a whole number from ${least} to ${most}.\n` +
      `  For example: ${name}=${fallback} npx nx serve 07-authentication`,
  );
}

/** Without a secret, tokens are valid until the process exits. */
function secretOf(text: string | undefined): Uint8Array {
  if (!text) return randomBytes(32);
  if (text.length >= 32) return new TextEncoder().encode(text);
  throw new SettingsError(
    'TOKEN_SECRET is too short: it needs at least 32 characters.\n  For example: TOKEN_SECRET=$(openssl rand -hex 32)',
  );
}
