import type { MeterProvider, TracerProvider } from '@opentelemetry/api';

/** The options of `OpenTelemetryModule.forRoot()`. */
export interface OpenTelemetryOptions {
  /** Where spans go. Default: the global provider, which the SDK registers. */
  readonly tracerProvider?: TracerProvider | undefined;
  /** Where metrics go. Default: the global provider. */
  readonly meterProvider?: MeterProvider | undefined;
  /**
   * Whether requests that reach no route also get a span: those without a matching route, and those to which middleware
   * replies. Set it to `false` if you use `@opentelemetry/instrumentation-http`, which creates spans for all requests.
   * Default: `true`.
   */
  readonly unroutedRequests?: boolean | undefined;
}
