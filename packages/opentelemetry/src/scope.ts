/** The name of the instrumentation scope of spans and metrics. */
export const SCOPE = '@portico/opentelemetry';
