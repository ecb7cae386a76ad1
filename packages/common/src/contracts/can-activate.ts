import type { Observable } from 'rxjs';
import type { ExecutionContext } from './execution-context.js';

/** A guard: says whether a call may reach its handler. */
export interface CanActivate {
  /** @returns `false` to refuse the call; a guard may also throw. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> | Observable<boolean>;
}
