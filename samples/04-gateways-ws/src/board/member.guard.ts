import { type CanActivate, type ExecutionContext, Injectable } from '@portico/common';
import { clientOf, WsException } from '@portico/websockets';

/** Lets only those through who have signed in. */
@Injectable()
export class MemberGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const client = clientOf(context.switchToWs().getClient<object>());
    if (client?.data.name !== undefined) return true;
    throw new WsException('Everybody may read, but only who has signed in may post.');
  }
}
