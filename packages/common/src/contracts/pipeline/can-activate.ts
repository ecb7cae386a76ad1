import type { Observable } from 'rxjs';
import type { ExecutionContext } from './execution-context.js';

/** A guard: decides whether a call reaches its handler. */
export interface CanActivate {
  /** @returns `false` to refuse the call. A guard can also throw an exception. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> | Observable<boolean>;
}
