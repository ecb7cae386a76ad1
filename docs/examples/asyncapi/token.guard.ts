import { AsyncApiSecurity } from '@portico/asyncapi';
import { type CanActivate, type ExecutionContext, Injectable } from '@portico/common';

// #region guard
@AsyncApiSecurity({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
@Injectable()
export class TokenGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return context.switchToHttp().getRequest().headers.authorization === 'Bearer secret';
  }
}
// #endregion
