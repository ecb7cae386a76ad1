import type { Observable } from 'rxjs';
import type { ExecutionContext } from './execution-context.js';

/** What an interceptor stands around. */
export interface CallHandler<T = any> {
  /** Calls the handler, or the next interceptor; without it the handler is never called. */
  handle(): Observable<T>;
}

/** Stands around a handler: before it, after it, or instead of it. */
export interface NestInterceptor<T = any, R = any> {
  intercept(context: ExecutionContext, next: CallHandler<T>): Observable<R> | Promise<Observable<R>>;
}
