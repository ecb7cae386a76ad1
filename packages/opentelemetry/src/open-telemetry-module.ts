import { type DynamicModule, Module } from '@portico/common';
import { HttpAdapterHost } from '@portico/core';
import { installedServers } from './installed-servers.js';
import type { OpenTelemetryOptions } from './options.js';
import { Telemetry } from './telemetry.js';

/**
 * Spans and metrics of requests, messages, connections and shutdowns, through the SDK that the application has started.
 *
 * @example
 * @Module({ imports: [OpenTelemetryModule.forRoot()] })
 * export class AppModule {}
 *
 * @see docs/observability.md
 */
@Module({})
export class OpenTelemetryModule {
  /**
   * @param options if a process has several applications, those of the first one are used
   */
  static forRoot(options: OpenTelemetryOptions = {}): DynamicModule {
    return {
      module: OpenTelemetryModule,
      providers: [
        {
          provide: Telemetry,
          inject: [HttpAdapterHost],
          useFactory: async (host: HttpAdapterHost) => new Telemetry(options, host, await installedServers()),
        },
      ],
    };
  }
}
