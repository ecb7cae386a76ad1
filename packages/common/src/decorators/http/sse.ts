import { SSE_ABORT_CONTROLLER, type SseOptions } from '../../contracts/http/sse-options.js';
import { RequestMethod } from '../../contracts/routing/request-method.js';
import { type AnyMethodDecorator, decoratedMethod } from '../../metadata/decorator-dialect.js';
import { METHOD_METADATA, PATH_METADATA, SSE_METADATA, SSE_OPTIONS_METADATA } from '../../metadata/keys.js';
import { define } from '../../metadata/write.js';
import { methodDecorator } from '../both-dialects.js';
import { createParamDecorator } from '../create-param-decorator.js';

/**
 * Marks a method as a source of server-sent events: it returns an Observable or an async iterable of `MessageEvent`, or
 * a promise of either. The events of an async iterable are requested as fast as the client reads them.
 *
 * @see https://docs.nestjs.com/techniques/server-sent-events
 * @example
 * \@Sse('ticks') ticks(): Observable<MessageEvent> { return interval(1000).pipe(map((tick) => ({ data: { tick } }))); }
 * @example
 * \@Sse('rows') async *rows(): AsyncGenerator<MessageEvent> { for await (const data of this.database.rows()) yield { data }; }
 */
export function Sse(path?: string, options: SseOptions = {}): AnyMethodDecorator {
  return methodDecorator((target, second, descriptor) => {
    const { target: method } = decoratedMethod('Sse', target, second, descriptor);
    define(PATH_METADATA, path?.length ? path : '/', method);
    define(METHOD_METADATA, options.method ?? RequestMethod.GET, method);
    define(SSE_METADATA, true, method);
    define(SSE_OPTIONS_METADATA, { maxPendingDataLength: options.maxPendingDataLength }, method);
  });
}

interface WithAbortController {
  [SSE_ABORT_CONTROLLER]?: AbortController;
  raw?: { [SSE_ABORT_CONTROLLER]?: AbortController };
}

/**
 * The `AbortSignal` of an event stream: it is aborted when the client disconnects, and when the stream ends or fails.
 * `undefined` on a route that is not an event stream.
 *
 * @example
 * \@Sse('stream') async stream(\@SseSignal() signal: AbortSignal) { const upstream = await fetch(URL, { signal }); }
 */
export const SseSignal: () => ParameterDecorator = createParamDecorator(
  (_data: undefined, context): AbortSignal | undefined => {
    const request = context.switchToHttp().getRequest<WithAbortController>();
    return (request[SSE_ABORT_CONTROLLER] ?? request.raw?.[SSE_ABORT_CONTROLLER])?.signal;
  },
);
