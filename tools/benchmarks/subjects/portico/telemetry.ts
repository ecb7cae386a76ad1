import type { Type } from '@portico/common';
import { Module } from '@portico/common';
import { OpenTelemetryModule } from '@portico/opentelemetry';
import { startSdk } from '../start-sdk.js';

/** The module itself, or, as the first argument says, observed by the SDK. */
export function observed(module: Type): Type {
  if (process.argv[2] !== 'observed') return module;
  startSdk();
  @Module({ imports: [module, OpenTelemetryModule.forRoot()] })
  class ObservedModule {}
  return ObservedModule;
}
