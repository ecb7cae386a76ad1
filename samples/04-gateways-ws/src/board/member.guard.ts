import { type CanActivate, type ExecutionContext, Injectable } from '@portico/common';
import { clientOf, WsException } from '@portico/websockets';

/** Allows only clients that have signed in. */
@Injectable()
export class MemberGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const client = clientOf(context.switchToWs().getClient<object>());
    if (client?.data.name !== undefined) return true;
    throw new WsException('Sign in to post. Without it, you can only read.');
  }
}
