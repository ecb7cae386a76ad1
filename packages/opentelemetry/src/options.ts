import type { MeterProvider, TracerProvider } from '@opentelemetry/api';

/** What `OpenTelemetryModule.forRoot()` takes. */
export interface OpenTelemetryOptions {
  /** Where spans go. Default: the global provider, which the SDK registers. */
  readonly tracerProvider?: TracerProvider;
  /** Where metrics go. Default: the global provider. */
  readonly meterProvider?: MeterProvider;
  /**
   * Whether requests that no route has taken get a span, too: those without a route, and those that middleware replies to.
   * Set it to `false` beside `@opentelemetry/instrumentation-http`, which makes spans of all requests. Default: `true`.
   */
  readonly unroutedRequests?: boolean;
}
