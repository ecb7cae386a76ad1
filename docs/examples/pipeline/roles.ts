import { applyDecorators, createParamDecorator, type ExecutionContext, UseGuards } from '@portico/common';
import { callerOf } from './caller.js';
import { RolesGuard } from './roles.guard.js';
import { Roles } from './roles.metadata.js';

// #region auth
export const Auth = (...roles: string[]) => applyDecorators(Roles(roles), UseGuards(RolesGuard));
// #endregion

// #region caller
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext) => callerOf(context));
// #endregion
