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

/** The members of an exception that are recorded. */
interface RecordedException {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string | number;
}

/**
 * Reads what is recorded. Anything may be thrown, even what cannot be read: a revoked Proxy, or an error whose members
 * throw, or have types that exporters cannot write. Subscribers of a channel that throw would crash the process.
 */
function readable(error: unknown): RecordedException | string {
  try {
    if (!(error instanceof Error)) return String(error);
    // Errors of Node.js have a code; others may have any.
    const { name, message, stack, code }: Error & { readonly code?: unknown } = error;
    return {
      name: String(name),
      message: String(message),
      ...(typeof stack === 'string' && { stack }),
      ...((typeof code === 'string' || typeof code === 'number') && { code }),
    };
  } catch {
    return 'A value that cannot be read';
  }
}
