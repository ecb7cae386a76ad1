export { brandOf, TOKEN_BRAND } from './container/core-tokens.js';
export { dereference } from './container/forward-reference.js';
export { ModuleRecord, ModuleRecord as Module } from './container/module-record.js';
export type { ProviderKind } from './container/provider-record.js';
export { ProviderRecord, ProviderRecord as InstanceWrapper } from './container/provider-record.js';
export { tokenName } from './container/token-name.js';
export type { DescribeHandlerOptions, HandlerEnvironment } from './enhancers/describe-handler.js';
export { describeGlobalFilters, describeHandler } from './enhancers/describe-handler.js';
export type { CoreErrorCode } from './errors/catalogue.js';
export type { CoreErrorInit } from './errors/core-error.js';
export { coreError } from './errors/core-error.js';
export { nearMisses } from './errors/near-misses.js';
export { compileFilters } from './pipeline/catch-exceptions.js';
export { compileHandler } from './pipeline/compile-handler.js';
export { CallContext } from './pipeline/execution-context.js';
export type {
  CompiledHandler,
  FailureHandler,
  FilterRecord,
  HandlerRecord,
  ParameterFactory,
  ParameterRecord,
} from './pipeline/handler-record.js';
export { isObservable, lastValueOf } from './pipeline/observable.js';
export type { ParameterReader, TransportProfile } from './pipeline/transport-profile.js';
export type { Substitute } from './resolution/missing-providers.js';
export { Resolver } from './resolution/resolver.js';
export type { ContextualSlot, Slot, StaticSlot } from './resolution/slot.js';
export { staticSlot } from './resolution/slot.js';
export { ModuleScanner } from './scanning/module-scanner.js';
export type { CustomProvider } from './scanning/provider-definitions.js';
export { TRANSPORT_METADATA } from './scanning/transport-metadata.js';
export type {
  CompileOptions,
  StoppedWork,
  Transport,
  TransportCloseOptions,
  TransportDefinition,
  TransportHost,
} from './transports/transport.js';
export { TransportRunner } from './transports/transport-runner.js';
