import type { Observable } from 'rxjs';
import type { ExecutionContext } from './execution-context.js';

/** The handler that an interceptor wraps. */
export interface CallHandler<T = any> {
  /** Calls the next interceptor, or the handler. If an interceptor does not call it, the handler does not run. */
  handle(): Observable<T>;
}

/** Wraps a handler: runs code before it, after it, or instead of it. */
export interface NestInterceptor<T = any, R = any> {
  intercept(context: ExecutionContext, next: CallHandler<T>): Observable<R> | Promise<Observable<R>>;
}
