import { type CanActivate, type ExecutionContext, Injectable } from '@portico/common';
import { clientOf, WsException } from '@portico/websockets';
import type { Holder } from '../tokens/holder.js';

/** Allows only services to send a message. */
@Injectable()
export class ServiceGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const client = clientOf<Holder>(context.switchToWs().getClient());
    if (client?.data.role === 'service') return true;
    throw new WsException('Only services can announce');
  }
}
