import { Inject, Injectable } from '@portico/common';
import { jwtVerify, SignJWT } from 'jose';
import { SETTINGS, type Settings } from '../settings.js';
import type { Holder } from './holder.js';

const ISSUER = '07-authentication';
const ALGORITHM = 'HS256';

export interface IssuedToken {
  readonly token: string;
  readonly expires: Date;
}

/** Issues and verifies tokens (JWT). */
@Injectable()
export class TokensService {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  async issue({ name, ...claims }: Holder): Promise<IssuedToken> {
    const expires = new Date((Math.floor(Date.now() / 1_000) + this.settings.tokenSeconds) * 1_000);
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER)
      .setSubject(name)
      .setExpirationTime(expires)
      .sign(this.settings.secret);
    return { token, expires };
  }

  /** @throws JOSEError if the token is forged, expired, or not one of ours */
  async verify(token: string): Promise<{ holder: Holder; expires: Date }> {
    const { payload } = await jwtVerify<Omit<Holder, 'name'>>(token, this.settings.secret, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      requiredClaims: ['sub', 'exp', 'role'],
    });
    const { sub, exp, role, group } = payload;
    const holder = { name: sub as string, role, ...(group !== undefined && { group }) };
    return { holder, expires: new Date((exp as number) * 1_000) };
  }
}
