import {
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  Catch,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { BaseWsExceptionFilter } from '@nestjs/websockets';
import { map, type Observable } from 'rxjs';
import type { Socket } from 'socket.io';
import { EntityNotFoundError } from 'typeorm';
import type { User } from './entities.js';

function userOf(context: ExecutionContext): User {
  return context.switchToWs().getClient<Socket>().data.user;
}

export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext) => userOf(context));

@Injectable()
export class AdminGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return userOf(context).admin;
  }
}

/** `{ ok: true, data }`, which the clients of the application know. */
@Injectable()
export class EnvelopeInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((data: unknown) => ({ ok: true, data })));
  }
}

/** Says what was not found by an event of its own. */
@Catch(EntityNotFoundError)
export class NotFoundFilter extends BaseWsExceptionFilter {
  override catch(error: EntityNotFoundError, host: ArgumentsHost): void {
    const socket = host.switchToWs().getClient<Socket>();
    socket.emit('missing', { pattern: host.switchToWs().getPattern(), criteria: error.criteria });
  }
}
