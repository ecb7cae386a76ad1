import { createHmac, timingSafeEqual } from 'node:crypto';
import { coreError } from '../../errors/core-error.js';

/** Signs cookie values as `s:value.signature` (HMAC-SHA256), the form that cookie-parser and express write too. */
export class CookieSigner {
  private readonly secrets: readonly string[];

  /** @param secret if there are several, the first one signs and all verify */
  constructor(secret: string | readonly string[] | undefined) {
    this.secrets = secret === undefined ? [] : typeof secret === 'string' ? [secret] : secret;
  }

  get enabled(): boolean {
    return this.secrets.length > 0;
  }

  sign(value: string): string {
    const secret = this.secrets[0];
    if (secret === undefined) {
      throw coreError({
        code: 'PORTICO_COOKIE_SECRET_MISSING',
        lines: ['A cookie cannot be signed: the application has no secret for cookies.'],
        remedies: ['Pass one: NestFactory.create(AppModule, { cookies: { secret } }).'],
      });
    }
    return `s:${value}.${signatureOf(value, secret)}`;
  }

  /**
   * Returns the signed value; `false` when the signature is wrong or there is no secret; `undefined` when it was not
   * signed.
   */
  unsign(text: string): string | false | undefined {
    if (!text.startsWith('s:')) return undefined;
    const dot = text.lastIndexOf('.');
    if (dot < 2) return false;
    const value = text.slice(2, dot);
    const given = Buffer.from(text.slice(dot + 1));
    for (const secret of this.secrets) {
      const expected = Buffer.from(signatureOf(value, secret));
      if (expected.length === given.length && timingSafeEqual(expected, given)) return value;
    }
    return false;
  }
}

function signatureOf(value: string, secret: string): string {
  return createHmac('sha256', secret).update(value).digest('base64').replace(/=+$/, '');
}
