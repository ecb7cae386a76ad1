import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type ReadableSpan,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-node';
import type { Type } from '@portico/common';
import { Module } from '@portico/common';
import { OpenTelemetryModule } from '@portico/opentelemetry';

/** What it costs to send spans is the exporter's business. */
class DiscardingExporter implements SpanExporter {
  export(_spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    done({ code: ExportResultCode.SUCCESS });
  }
  async shutdown(): Promise<void> {}
}

/** The module itself, or, as the first argument says, observed by the SDK with its defaults: every request has a span. */
export function observed(module: Type): Type {
  if (process.argv[2] !== 'observed') return module;
  new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(new DiscardingExporter())] }).register();
  @Module({ imports: [module, OpenTelemetryModule.forRoot()] })
  class ObservedModule {}
  return ObservedModule;
}
