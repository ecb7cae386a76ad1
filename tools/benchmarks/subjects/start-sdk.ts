import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type ReadableSpan,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-node';

/** The cost of sending spans depends on the exporter, and is not measured. */
class DiscardingExporter implements SpanExporter {
  export(_spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    done({ code: ExportResultCode.SUCCESS });
  }
  async shutdown(): Promise<void> {}
}

/** The SDK with its defaults: every request has a span. */
export function startSdk(): void {
  new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(new DiscardingExporter())] }).register();
}
