import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@portico/common';
import { map, type Observable } from 'rxjs';

@Injectable()
export class EnvelopeInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const start = performance.now(); // before the handler
    return next.handle().pipe(map((data) => ({ data, took: performance.now() - start }))); // after it
  }
}
