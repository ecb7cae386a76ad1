import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@portico/common';
import { HttpAdapterHost } from '@portico/core';
import { type Observable, of, tap } from 'rxjs';
import { ChangesService } from '../changes/changes.service.js';

const MAX_ANSWERS = 200;

/**
 * Caches the results of routes until something changes. The header `X-Cache` says whether a result was cached. It caches values
 * instead of JSON, so that outer interceptors, such as the serializer, still run.
 */
@Injectable()
export class CacheInterceptor implements NestInterceptor {
  private readonly answers = new Map<string, unknown>();

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    changes: ChangesService,
  ) {
    changes.all.subscribe(() => this.answers.clear());
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { httpAdapter } = this.adapterHost;
    const http = context.switchToHttp();
    const url = httpAdapter.getRequestUrl(http.getRequest()) as string;
    const known = this.answers.has(url);
    httpAdapter.setHeader(http.getResponse(), 'X-Cache', known ? 'hit' : 'miss');
    return known ? of(this.answers.get(url)) : next.handle().pipe(tap((answer) => this.keep(url, answer)));
  }

  private keep(url: string, answer: unknown): void {
    const [oldest] = this.answers.keys();
    if (this.answers.size >= MAX_ANSWERS && oldest !== undefined) this.answers.delete(oldest);
    this.answers.set(url, answer);
  }
}
