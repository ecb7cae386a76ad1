import { type CanActivate, type ExecutionContext, Injectable } from '@portico/common';
import { WsException } from '@portico/websockets';
import type { WebSocket } from 'ws';
import { Members } from './members.js';

/** Lets only those through who have signed in. */
@Injectable()
export class MemberGuard implements CanActivate {
  constructor(private readonly members: Members) {}

  canActivate(context: ExecutionContext): boolean {
    const client = context.switchToWs().getClient<WebSocket>();
    if (this.members.nameOf(client) !== undefined) return true;
    throw new WsException('Everybody may read, but only who has signed in may post.');
  }
}
