import { type Span, SpanStatusCode } from '@opentelemetry/api';

/** Adds an exception to a span. Its message may be internal: telemetry is not for clients. */
export function recordFailure(span: Span, error: unknown, isFault: boolean): void {
  const exception = readable(error);
  span.recordException(exception);
  if (!isFault) return;
  span.setStatus({
    code: SpanStatusCode.ERROR,
    message: typeof exception === 'string' ? exception : exception.message,
  });
}

/** Anything may be thrown, even what has no text: an object without a prototype, or a revoked Proxy. */
function readable(error: unknown): Error | string {
  try {
    return error instanceof Error ? error : String(error);
  } catch {
    return 'A value that cannot be read';
  }
}
