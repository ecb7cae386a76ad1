import { timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from '@portico/common';

// #region guard
/** Asks browsers for a password, by HTTP Basic. */
@Injectable()
export class AdminGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const expected = Buffer.from(`Basic ${btoa(`admin:${process.env.DEVTOOLS_PASSWORD}`)}`);
    const given = Buffer.from(http.getRequest().headers.authorization ?? '');
    if (process.env.DEVTOOLS_PASSWORD && given.length === expected.length && timingSafeEqual(given, expected))
      return true;
    http.getResponse().header('WWW-Authenticate', 'Basic realm="devtools"');
    throw new UnauthorizedException();
  }
}
// #endregion
