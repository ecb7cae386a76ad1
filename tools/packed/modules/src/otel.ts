import { Controller, Get, Injectable, Module, Param } from '@nestjs/common';
import { context, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { MetricService, OpenTelemetryModule, OtelMethodCounter, Span, TraceService } from 'nestjs-otel';
import { serve } from './serve.js';

const spans = new InMemorySpanExporter();
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter });
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));

@Injectable()
class Cats {
  private readonly seen;

  constructor(
    private readonly traces: TraceService,
    metrics: MetricService,
  ) {
    this.seen = metrics.getCounter('cats_seen', { description: 'Cats that were seen' });
  }

  @Span('find cat')
  @OtelMethodCounter()
  async find(id: string): Promise<string> {
    this.seen.add(1);
    this.traces.getSpan()?.setAttribute('cat', id);
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.traces.startSpan('inner').end();
    return id;
  }
}

@Controller()
class CatsController {
  constructor(private readonly cats: Cats) {}

  @Span()
  @Get('cats/:id')
  async one(@Param('id') id: string) {
    return this.cats.find(id);
  }

  @Get('spans')
  spans() {
    return spans.getFinishedSpans().map(({ name, attributes, parentSpanContext }) => ({
      name,
      attributes,
      parent: spans.getFinishedSpans().find((span) => span.spanContext().spanId === parentSpanContext?.spanId)?.name,
    }));
  }

  @Get('counters')
  async counters() {
    await reader.forceFlush();
    const last = exporter.getMetrics().at(-1);
    return (last?.scopeMetrics ?? []).flatMap((scope) =>
      scope.metrics.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints[0]?.value]),
    );
  }
}

@Module({ imports: [OpenTelemetryModule.forRoot()], controllers: [CatsController], providers: [Cats] })
class AppModule {}

await serve(AppModule);
