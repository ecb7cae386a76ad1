import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from '@portico/common';
import { HttpAdapterHost } from '@portico/core';
import type { TokenRequest } from './holder.js';
import { TokensService } from './tokens.service.js';

/** The cookie with the token of a browser. */
export const TOKEN_COOKIE = 'token';

/**
 * Accepts requests with a valid token. It does not depend on WebSockets: on `handleConnection()`, the request is the upgrade
 * request.
 */
// #region guard
@Injectable()
export class TokenGuard implements CanActivate {
  constructor(
    private readonly tokens: TokensService,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<TokenRequest>();
    const token = bearerOf(request) ?? this.adapterHost.httpAdapter.getCookies(request)[TOKEN_COOKIE];
    if (!token) throw unauthorized('Log in first');
    try {
      Object.assign(request, await this.tokens.verify(token));
      return true;
    } catch {
      throw unauthorized('The token is not valid, or it has expired');
    }
  }
}
// #endregion

/** Services send a header. Browsers cannot set headers of a WebSocket, but they send the cookies of the site. */
function bearerOf({ headers }: TokenRequest): string | undefined {
  return /^bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

/** `headers` are sent with the refusal of an upgrade. */
function unauthorized(message: string): UnauthorizedException {
  return Object.assign(new UnauthorizedException(message), { headers: { 'WWW-Authenticate': 'Bearer' } });
}
