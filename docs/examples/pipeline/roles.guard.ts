import { type CanActivate, type ExecutionContext, Injectable } from '@portico/common';
import { Reflector } from '@portico/core';
import { callerOf } from './caller.js';
import { Roles } from './roles.metadata.js';

@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const roles = this.reflector.getAllAndOverride(Roles, [context.getHandler(), context.getClass()]);
    return roles === undefined || roles.includes(callerOf(context));
  }
}
