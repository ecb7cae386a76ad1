import { type Exception, type Span, SpanStatusCode } from '@opentelemetry/api';

/** Adds an exception to a span. Its message may be internal: telemetry is not for clients. */
export function recordFailure(span: Span, error: unknown, isFault: boolean): void {
  const exception: Exception = error instanceof Error ? error : String(error);
  span.recordException(exception);
  if (!isFault) return;
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
}
